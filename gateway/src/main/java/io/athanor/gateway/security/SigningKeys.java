package io.athanor.gateway.security;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The public keys of an issuer of tokens, as a JWKS has them. */
final class SigningKeys {
  private static final Set<String> TYPES = Set.of("RSA", "EC", "OKP");

  private SigningKeys() {}

  /**
   * The keys that sign. Shared secrets and keys for encryption are left out, a private key is
   * refused: it has no business there.
   *
   * @throws IllegalArgumentException if there is no list of keys
   */
  static List<JsonObject> read(byte[] bytes) {
    JsonObject json = new JsonObject(io.vertx.core.buffer.Buffer.buffer(bytes));
    if (!(json.getValue("keys") instanceof JsonArray keys)) {
      throw new IllegalArgumentException("keys must be a list");
    }
    List<JsonObject> signing = new ArrayList<>();
    for (Object each : keys) {
      if (each instanceof JsonObject key
          && TYPES.contains(key.getString("kty"))
          && "sig".equals(key.getString("use", "sig"))) {
        if (key.containsKey("d")) {
          throw new IllegalArgumentException("keys must be public, one is private");
        }
        signing.add(key);
      }
    }
    return List.copyOf(signing);
  }
}
