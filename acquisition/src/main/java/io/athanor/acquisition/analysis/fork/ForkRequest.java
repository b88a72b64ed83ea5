package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.acquisition.analysis.AnalysisException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a fork is asked for.
 *
 * @param at where, as {@link ForkPoint} reads it
 * @param policy another one, as in a definition; empty: the same
 * @param modelDigest another model's; empty: the same
 * @param mode what answers for experiments that the log has no outcome of
 * @param experiments in all, those before the fork included; empty: as many as the log has
 * @param seeds worlds, or streams of chance, positive
 * @param seed of the worlds; empty: the campaign's
 */
record ForkRequest(
    JsonNode at,
    Optional<JsonNode> policy,
    Optional<String> modelDigest,
    Mode mode,
    OptionalInt experiments,
    int seeds,
    OptionalLong seed) {
  private static final int SEEDS = 20;
  private static final int MOST_SEEDS = 1000;
  private static final int MOST_EXPERIMENTS = 10_000;

  /** Who answers for what was not measured. */
  enum Mode {
    /** Nobody, if all that is chosen was measured; else the oracle. */
    AUTO,
    /** Nobody: what was not measured cannot be chosen. */
    OUTCOMES,
    /** The oracle. */
    ORACLE
  }

  static ForkRequest read(JsonNode json) throws AnalysisException {
    return new ForkRequest(
        json.path("at"),
        present(json, "policy"),
        present(json, "modelDigest").map(JsonNode::asText),
        mode(json.path("mode").asText("auto")),
        present(json, "experiments").isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(whole(json, "experiments", 1, MOST_EXPERIMENTS)),
        present(json, "seeds").isEmpty() ? SEEDS : whole(json, "seeds", 1, MOST_SEEDS),
        present(json, "seed").isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(json.get("seed").asLong()));
  }

  private static Optional<JsonNode> present(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).filter(each -> !each.isNull());
  }

  private static Mode mode(String word) throws AnalysisException {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
        return mode;
      }
    }
    throw new AnalysisException("mode", "'" + word + "' is none of auto, outcomes, oracle");
  }

  static int whole(JsonNode json, String name, int least, int most) throws AnalysisException {
    JsonNode said = json.path(name);
    if (!said.isIntegralNumber() || said.asLong() < least || said.asLong() > most) {
      throw new AnalysisException(
          name, "must be a whole number from %d to %d".formatted(least, most));
    }
    return said.asInt();
  }
}
