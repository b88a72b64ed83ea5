package io.athanor.gateway.webhook;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/**
 * Which URLs may be called. A name is looked up at each call, and the address is called as found.
 */
public final class Targets {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final boolean privateAddresses;

  /**
   * With what is allowed.
   *
   * @param privateAddresses whether any address may be called, and http
   */
  public Targets(boolean privateAddresses) {
    this.privateAddresses = privateAddresses;
  }

  /**
   * Where to call.
   *
   * @param address the one that was looked up and found allowed
   * @param host as the URL has it, for TLS and the Host header
   */
  record Target(InetAddress address, String host, int port, boolean tls, String path) {}

  /**
   * Reads a URL that somebody wants to be called.
   *
   * @throws ProblemException if it is none that may be
   */
  public URI read(String text, String field) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw refused(field, "is no URL");
    }
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !(http && privateAddresses)) {
      throw refused(field, "must begin with https://");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw refused(field, "must have a host, and neither user nor fragment");
    }
    if (isLiteral(uri.getHost())) {
      try {
        resolve(uri);
      } catch (UnknownHostException e) {
        throw refused(field, e.getMessage());
      }
    }
    return uri;
  }

  /**
   * Looks the host up. May block.
   *
   * @throws UnknownHostException if there is none, or none of its addresses may be called
   */
  Target resolve(URI uri) throws UnknownHostException {
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    InetAddress[] found = InetAddress.getAllByName(host);
    for (InetAddress address : found) {
      if (!privateAddresses && !Addresses.isPublic(address)) {
        throw new UnknownHostException("is not out in the world: " + host);
      }
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new Target(
        found[0],
        host,
        uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS : HTTP,
        tls,
        uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
  }

  private static boolean isLiteral(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  private static ProblemException refused(String field, String reason) {
    return ProblemException.at(field, ProblemCode.INVALID_FIELD, reason);
  }
}
