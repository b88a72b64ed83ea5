package io.athanor.gateway.security;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An issuer of tokens, honest and otherwise. */
public final class TestTokens {
  public static final String ISSUER = "https://issuer.example";
  public static final String AUDIENCE = "athanor";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String keyId;
  private final KeyPair keys;

  public TestTokens(String keyId) {
    this.keyId = keyId;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      this.keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the issuer publishes. */
  public JsonObject jwks() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return new JsonObject()
        .put(
            "keys",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("kty", "RSA")
                        .put("use", "sig")
                        .put("alg", "RS256")
                        .put("kid", keyId)
                        .put("n", BASE64.encodeToString(unsigned(key.getModulus())))
                        .put("e", BASE64.encodeToString(unsigned(key.getPublicExponent())))));
  }

  public PublicKey publicKey() {
    return keys.getPublic();
  }

  /** Claims that are believed. */
  public static JsonObject claims(String subject, String tenant, Role role) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", ISSUER)
            .put("aud", AUDIENCE)
            .put("sub", subject)
            .put("iat", now)
            .put("exp", now + 300)
            .put("roles", new JsonArray().add(role.spelled()));
    if (tenant != null) {
      claims.put("tenant", tenant);
    }
    return claims;
  }

  /** As the issuer signs it. */
  public String signed(JsonObject claims) {
    String text = text(new JsonObject().put("alg", "RS256").put("kid", keyId), claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with what everybody has: the public key taken for a shared secret. */
  public String signedWithThePublicKey(JsonObject claims, byte[] secret) {
    String text = text(new JsonObject().put("alg", "HS256").put("kid", keyId), claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return text
          + "."
          + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Not signed. */
  public String unsigned(JsonObject claims, String algorithm) {
    return text(new JsonObject().put("alg", algorithm).put("kid", keyId), claims) + ".";
  }

  /** The signature of one under the claims of another. */
  public String forged(JsonObject signed, JsonObject claimed) {
    String[] parts = signed(signed).split("\\.");
    return parts[0] + "." + encoded(claimed) + "." + parts[2];
  }

  private static String text(JsonObject header, JsonObject claims) {
    return encoded(header) + "." + encoded(claims);
  }

  private static String encoded(JsonObject json) {
    return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
