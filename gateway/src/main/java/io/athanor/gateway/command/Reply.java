package io.athanor.gateway.command;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What a caller is answered.
 *
 * @param status HTTP status
 * @param body JSON
 * @param text the same, where it is so large that it was encoded on a worker thread
 */
public record Reply(int status, JsonObject body, Optional<String> text) {
  /** To be encoded when it is sent. */
  public Reply(int status, JsonObject body) {
    this(status, body, Optional.empty());
  }

  /** Encoded here and now. */
  static Reply encoded(int status, JsonObject body) {
    return new Reply(status, body, Optional.of(body.encode()));
  }
}
