package io.athanor.gateway.security;

import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** TLS of a door: 1.2 and 1.3, with the certificate of the settings. */
public final class DoorTls {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private DoorTls() {}

  /**
   * Switches TLS on where there is a certificate.
   *
   * @throws IllegalArgumentException naming a file that cannot be read
   */
  public static void apply(Optional<SecurityConfig.Tls> tls, NetServerOptions options) {
    tls.ifPresent(
        each -> {
          readable("gateway.tls.certificate", each.certificate());
          readable("gateway.tls.key", each.key());
          options
              .setSsl(true)
              .setEnabledSecureTransportProtocols(PROTOCOLS)
              .setKeyCertOptions(
                  new PemKeyCertOptions()
                      .setCertPath(each.certificate().toString())
                      .setKeyPath(each.key().toString()));
        });
  }

  private static void readable(String setting, Path path) {
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException(setting + ": " + path + " cannot be read");
    }
  }
}
