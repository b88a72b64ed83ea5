package io.athanor.acquisition.campaign;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Why a campaign proposes nothing more.
 *
 * @param rule name of the rule that holds, as {@code campaign-concluded} says it
 * @param figure the number behind it, in the rule's own scale
 * @param limit what it was held against, in the same scale
 * @param reason one sentence for people
 */
public record Conclusion(String rule, OptionalDouble figure, OptionalDouble limit, String reason) {
  /** Checks that nothing is missing. */
  public Conclusion {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(reason, "reason");
  }
}
