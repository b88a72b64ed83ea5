package io.athanor.inference.training.config;

import java.util.List;

/**
 * What only people can say in the model card.
 *
 * @param summary what it is, in a sentence
 * @param intendedUse what for, one sentence each
 * @param limits what not to expect, one sentence each
 * @param credits further attributions, e.g. of element descriptors
 */
public record CardConfig(
    String summary, List<String> intendedUse, List<String> limits, List<String> credits) {
  public CardConfig {
    Checks.text("summary", summary);
    intendedUse = Checks.some("intendedUse", intendedUse);
    limits = Checks.some("limits", limits);
    credits = Checks.list(credits);
  }
}
