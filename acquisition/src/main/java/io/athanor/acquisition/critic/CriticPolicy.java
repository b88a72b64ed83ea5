package io.athanor.acquisition.critic;

import java.util.List;
import java.util.Objects;

/**
 * What a campaign does with a critique.
 *
 * @param mode whether critiques block or only advise
 * @param blockAbove a proposal of a higher risk is not offered (dimensionless), in [0, 1)
 * @param hazards what this campaign must not touch: element symbols, formulas, or words that name a
 *     substance
 */
public record CriticPolicy(Mode mode, double blockAbove, List<String> hazards) {
  /** The threshold where nobody says another; what is certain of one check alone is above it. */
  public static final double BLOCK_ABOVE = 0.9;

  /** Whether a critique has the last word. */
  public enum Mode {
    /** The critique travels with the proposal. */
    ADVISE,
    /** As advice; above the threshold the proposal is not offered. */
    BLOCK
  }

  /** Checks the threshold and copies. */
  public CriticPolicy {
    Objects.requireNonNull(mode, "critic.mode");
    if (!(blockAbove >= 0 && blockAbove < 1)) {
      throw new IllegalArgumentException(
          "critic.blockAbove must be in [0, 1) but is " + blockAbove);
    }
    hazards = List.copyOf(hazards);
    if (hazards.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("critic.hazards must not hold blank words");
    }
  }

  /** Advice only, nothing of the campaign's own. */
  public static CriticPolicy advise() {
    return new CriticPolicy(Mode.ADVISE, BLOCK_ABOVE, List.of());
  }

  /** Whether a proposal with this critique must not be offered. */
  public boolean blocks(Critique critique) {
    return mode == Mode.BLOCK && critique.risk() > blockAbove;
  }
}
