package io.athanor.allinone.optimade;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The first page's address, and the next one's as the provider gives it, checked. */
final class PageLinks {
  private PageLinks() {}

  /**
   * The address of the first page: {@code /v1/structures} below a provider's base address, with the
   * filter.
   *
   * @throws ImportException if it is no address of that kind
   */
  static URI first(String address, Optional<String> filter) {
    URI base;
    try {
      base = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw ImportException.call("'" + address + "' is no address");
    }
    if (!isWeb(base) || base.getUserInfo() != null) {
      throw ImportException.call(
          "'" + address + "' is no http or https address without a user's name");
    }
    String path = base.getRawPath().replaceAll("/+$", "");
    if (!path.endsWith("/structures")) {
      path += path.matches(".*/v[0-9.]+") ? "/structures" : "/v1/structures";
    }
    String query =
        filter
            .map(f -> "filter=" + URLEncoder.encode(f, StandardCharsets.UTF_8).replace("+", "%20"))
            .orElse("");
    String given = Objects.requireNonNullElse(base.getRawQuery(), "");
    String both = given + (given.isEmpty() || query.isEmpty() ? "" : "&") + query;
    return URI.create(
        base.getScheme()
            + "://"
            + base.getRawAuthority()
            + path
            + (both.isEmpty() ? "" : "?" + both));
  }

  /**
   * The next page; empty where this is the last.
   *
   * @throws ImportException if the link leads to another host, or is none
   */
  static Optional<URI> next(JsonNode page, URI current) {
    JsonNode link = page.path("links").path("next");
    JsonNode href = link.isObject() ? link.path("href") : link;
    if (href.isMissingNode() || href.isNull() || href.asText("").isBlank()) {
      return Optional.empty();
    }
    URI next;
    try {
      next = current.resolve(href.asText());
    } catch (IllegalArgumentException e) {
      throw ImportException.provider("links.next of " + current + " is no address");
    }
    if (!isWeb(next) || next.getUserInfo() != null || !sameHost(next, current)) {
      throw ImportException.provider(
          "links.next of " + current + " leads to another host, which is not followed");
    }
    return Optional.of(next);
  }

  private static boolean isWeb(URI address) {
    return address.getHost() != null
        && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
  }

  /** Host and port; from http to https is as far as it may differ. */
  static boolean sameHost(URI one, URI other) {
    boolean secured = one.getScheme().equals("https") && other.getScheme().equals("http");
    return one.getHost().toLowerCase(Locale.ROOT).equals(other.getHost().toLowerCase(Locale.ROOT))
        && (one.getScheme().equals(other.getScheme())
            ? one.getPort() == other.getPort()
            : secured && one.getPort() == -1 && other.getPort() == -1);
  }
}
