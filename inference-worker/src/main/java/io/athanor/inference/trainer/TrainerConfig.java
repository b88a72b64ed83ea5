package io.athanor.inference.trainer;

import io.athanor.inference.rollout.GateRules;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * What the trainer needs to know.
 *
 * @param inference log, registry, and where models lie
 * @param enabled whether it does anything
 * @param every labelled materials from one refresh to the next
 * @param bases kinds of value to learn from, the most wanted first
 * @param remembered labelled materials remembered from before
 * @param share of the campaigns that a canary serves, in (0, 1]
 * @param rules what a challenger is held to
 * @param rescored most candidates asked to be scored again in a second
 * @param threads that a refresh computes with
 */
public record TrainerConfig(
    InferenceConfig inference,
    boolean enabled,
    int every,
    List<String> bases,
    int remembered,
    double share,
    GateRules rules,
    int rescored,
    int threads) {
  /** On or off. */
  public static final Setting<Boolean> ENABLED =
      Setting.flag(
          "trainer.enabled",
          true,
          "Whether the model is refreshed from the log's labels. Where there are none, nothing is"
              + " done; where a version is fixed (inference.model.digest), nothing either.");

  /** Pace of refreshes. */
  public static final Setting<Integer> EVERY =
      Setting.integer(
          "trainer.every",
          48,
          1,
          100_000,
          "Labelled materials from one refresh of the model to the next; drift of the model asks"
              + " for one earlier.");

  /** Kinds of labels. */
  public static final Setting<String> BASES =
      Setting.text(
          "trainer.bases",
          "experiment",
          "Kinds of value to learn from, separated by commas, the most wanted first: 'experiment',"
              + " 'simulated experiment', or a fidelity of computations such as 'high'.");

  /** Reservoir. */
  public static final Setting<Integer> REMEMBERED =
      Setting.integer(
          "trainer.remembered",
          1_000,
          1,
          1_000_000,
          "Labelled materials remembered from before, half of every batch of a refresh.");

  /** Canary. */
  public static final Setting<Integer> CANARY_PERCENT =
      Setting.integer(
          "trainer.canary-percent",
          25,
          1,
          100,
          "Share of the campaigns that a version serves before it serves all, in percent.");

  /** Patience. */
  public static final Setting<Integer> OUTCOMES =
      Setting.integer(
          "trainer.outcomes",
          GateRules.USUAL.most(),
          2 * GateRules.USUAL.fewest() + 1,
          1_000_000,
          "Outcomes after which a version that has not shown to be better is let go.");

  /** Pace of rescoring. */
  public static final Setting<Integer> RESCORED =
      Setting.integer(
          "trainer.rescored-per-second",
          200,
          1,
          1_000_000,
          "Most candidates of open campaigns that are asked to be scored by a new version in a"
              + " second.");

  /** Threads. */
  public static final Setting<Integer> THREADS =
      Setting.integer(
          "trainer.threads",
          1,
          1,
          256,
          "TensorFlow threads of a refresh, beside those that serve.");

  /** The settings this is made of, beside {@link InferenceConfig#SETTINGS}. */
  public static final List<Setting<?>> SETTINGS =
      List.of(ENABLED, EVERY, BASES, REMEMBERED, CANARY_PERCENT, OUTCOMES, RESCORED, THREADS);

  private static final double PERCENT = 100;

  public TrainerConfig {
    bases = List.copyOf(bases);
    if (bases.isEmpty()) {
      throw new IllegalArgumentException("bases must not be empty");
    }
    if (every < 1 || remembered < 1 || rescored < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "every, remembered, rescored and threads must be positive");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be in (0, 1], got " + share);
    }
  }

  /** From settings that were checked. */
  public static TrainerConfig of(Settings settings) {
    GateRules usual = GateRules.USUAL;
    return new TrainerConfig(
        InferenceConfig.of(settings),
        settings.get(ENABLED),
        settings.get(EVERY),
        bases(settings),
        settings.get(REMEMBERED),
        settings.get(CANARY_PERCENT) / PERCENT,
        new GateRules(
            usual.canaryError(),
            usual.fullError(),
            usual.rollbackError(),
            usual.clip(),
            usual.tolerance(),
            usual.fewest(),
            settings.get(OUTCOMES)),
        settings.get(RESCORED),
        settings.get(THREADS));
  }

  /** Kinds of value to learn from, the most wanted first. */
  public static List<String> bases(Settings settings) {
    return Arrays.stream(settings.get(BASES).split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  /** Whether there is anything that it may do. */
  boolean works() {
    return enabled && inference.trained().isPresent() && inference.modelDigest().isEmpty();
  }
}
