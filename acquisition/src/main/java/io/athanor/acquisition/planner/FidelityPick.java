package io.athanor.acquisition.planner;

import java.util.List;

/**
 * The fidelity that a chosen candidate is to be measured at.
 *
 * @param name of the level
 * @param cost of it, in the unit of the budget
 * @param cheap whether it is the cheap one
 * @param worths what each level would teach, where that decided; else empty
 * @param reason one sentence
 */
public record FidelityPick(
    String name, double cost, boolean cheap, List<Worth> worths, String reason) {
  /**
   * What one measurement at a level teaches of the candidate.
   *
   * @param name of the level
   * @param cost of it, in the unit of the budget
   * @param reduction variance of the objective there that it takes away, in the squared unit
   */
  public record Worth(String name, double cost, double reduction) {}

  /** Copies. */
  public FidelityPick {
    worths = List.copyOf(worths);
  }

  /** At the level that counts, whatever each level would teach. */
  public static FidelityPick target(Fidelities fidelities, String reason) {
    return of(fidelities.target(), false, reason);
  }

  /** At the cheap level, whatever each level would teach. */
  public static FidelityPick cheap(Fidelities fidelities, String reason) {
    return of(fidelities.cheap(), true, reason);
  }

  private static FidelityPick of(Fidelities.Level level, boolean cheap, String reason) {
    return new FidelityPick(level.name(), level.cost(), cheap, List.of(), reason);
  }
}
