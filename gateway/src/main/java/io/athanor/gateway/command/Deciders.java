package io.athanor.gateway.command;

import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Who decides: the identity that the door made sure of, or whom the body names where it asks. */
final class Deciders {
  private Deciders() {}

  /**
   * The name to write down.
   *
   * @throws ProblemException where the body names another person than the caller, or nobody does
   */
  static String by(JsonObject json, Origin origin) {
    Optional<String> said = Optional.ofNullable(json.getString("by"));
    Optional<String> known = origin.caller().subject();
    if (known.isPresent() && said.isPresent() && !said.equals(known)) {
      throw ProblemException.at("/by", ProblemCode.FORBIDDEN, "must be " + known.get());
    }
    return known
        .or(() -> said)
        .orElseThrow(
            () ->
                ProblemException.at(
                    "/by", ProblemCode.CONTRACT, "is missing: this door does not ask who speaks"));
  }
}
