package io.athanor.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs deliveries: {@code v1=} and the hex digits of HMAC-SHA256 (RFC 2104) with the secret over
 * the timestamp as sent, a dot and the body as sent.
 */
final class Signatures {
  private static final String ALGORITHM = "HmacSHA256";

  private Signatures() {}

  /**
   * The signature header.
   *
   * @param timestamp seconds since 1970, as sent
   */
  static String sign(byte[] secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
