package io.athanor.allinone.critique;

import io.athanor.acquisition.critic.Declared;
import io.athanor.acquisition.critic.ProposalUnderReview;
import io.athanor.acquisition.critic.ReviewTerms;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Slips that people and programs make with the settings of recipes that were fine. */
final class FaultyRecipes {
  private static final double[] NOT_NUMBERS = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private final List<ProposalUnderReview> sound;

  FaultyRecipes(List<ProposalUnderReview> sound) {
    this.sound = List.copyOf(sound);
  }

  /** A decimal point in the wrong place, by up to three digits. */
  ProposalUnderReview decimalSlip(SplittableRandom random) {
    return slip(
        random,
        value -> value * Math.pow(10, (1 + random.nextInt(3)) * (random.nextBoolean() ? 1 : -1)));
  }

  /** A number meant in another unit: Cel as K or degF, min as s, g as mg, um as nm. */
  ProposalUnderReview unitSlip(SplittableRandom random) {
    return slip(
        random,
        value ->
            switch (random.nextInt(4)) {
              case 0 -> value + 273.15;
              case 1 -> 1.8 * value + 32;
              case 2 -> 60 * value;
              default -> 1000 * value;
            });
  }

  /** A minus that should not be there. */
  ProposalUnderReview signSlip(SplittableRandom random) {
    return slip(random, value -> -value);
  }

  /** What a division by zero leaves. */
  ProposalUnderReview notANumber(SplittableRandom random) {
    ProposalUnderReview base = sound.get(random.nextInt(sound.size()));
    List<Parameter> numeric = numeric(base);
    if (numeric.isEmpty()) {
      return notANumber(random);
    }
    return with(
        base,
        numeric.get(random.nextInt(numeric.size())).name(),
        NOT_NUMBERS[random.nextInt(NOT_NUMBERS.length)]);
  }

  /** A setting that was forgotten. */
  ProposalUnderReview forgotten(SplittableRandom random) {
    ProposalUnderReview base = sound.get(random.nextInt(sound.size()));
    Map<String, Object> settings = new TreeMap<>(base.settings());
    List<String> names = List.copyOf(settings.keySet());
    settings.remove(names.get(random.nextInt(names.size())));
    return of(base, settings);
  }

  /** Whether any of the recipes has options to choose from. */
  boolean haveOptions() {
    return sound.stream().anyMatch(each -> !named(each).isEmpty());
  }

  /** An option that the laboratory does not have. */
  ProposalUnderReview wrongOption(SplittableRandom random) {
    ProposalUnderReview base = sound.get(random.nextInt(sound.size()));
    List<Parameter.Named> named = named(base);
    if (named.isEmpty()) {
      return wrongOption(random);
    }
    Parameter.Named which = named.get(random.nextInt(named.size()));
    String option = which.options().get(random.nextInt(which.options().size()));
    return with(base, which.name(), option + "-" + (char) ('a' + random.nextInt(26)));
  }

  /** Fractions of which one was lost or counted twice on the way. */
  ProposalUnderReview lostFraction(SplittableRandom random) {
    int n = 2 + random.nextInt(5);
    List<Declared> inputs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Map<String, Object> settings = new TreeMap<>();
    double[] shares = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      shares[i] = 0.05 - Math.log(1 - random.nextDouble());
      sum += shares[i];
    }
    for (int i = 0; i < n; i++) {
      names.add("x" + i);
      inputs.add(new Declared(new Parameter.Continuous("x" + i, 0, 1), "1"));
      settings.put("x" + i, shares[i] / sum);
    }
    int wrong = random.nextInt(n);
    double share = shares[wrong] / sum;
    settings.put("x" + wrong, random.nextBoolean() || share > 0.5 ? 0.0 : 2 * share);
    return ProposalUnderReview.ofSettings(
        new ReviewTerms(
            inputs, List.of(Mixture.free("mixture", names)), List.of(), OptionalDouble.empty()),
        settings);
  }

  private interface Slip {
    double of(double value);
  }

  /** Only a slip that leaves what was declared is one that anybody could notice. */
  private ProposalUnderReview slip(SplittableRandom random, Slip slip) {
    while (true) {
      ProposalUnderReview base = sound.get(random.nextInt(sound.size()));
      List<Parameter> numeric = numeric(base);
      if (numeric.isEmpty()) {
        continue;
      }
      Parameter parameter = numeric.get(random.nextInt(numeric.size()));
      double wrong = slip.of((Double) base.settings().get(parameter.name()));
      if (isOutside(parameter, wrong)) {
        return with(base, parameter.name(), wrong);
      }
    }
  }

  private static boolean isOutside(Parameter parameter, double value) {
    if (parameter instanceof Parameter.Continuous range) {
      double margin = 0.01 * (range.high() - range.low());
      return value < range.low() - margin || value > range.high() + margin;
    }
    if (parameter instanceof Parameter.Discrete listed) {
      return listed.values().stream()
          .allMatch(each -> Math.abs(each - value) > 0.01 * (1 + Math.abs(each)));
    }
    return false;
  }

  private static List<Parameter> numeric(ProposalUnderReview base) {
    return base.terms().inputs().stream()
        .map(Declared::parameter)
        .filter(each -> base.settings().get(each.name()) instanceof Double)
        .toList();
  }

  private static List<Parameter.Named> named(ProposalUnderReview base) {
    return base.terms().inputs().stream()
        .map(Declared::parameter)
        .filter(Parameter.Named.class::isInstance)
        .map(Parameter.Named.class::cast)
        .toList();
  }

  private static ProposalUnderReview with(ProposalUnderReview base, String name, Object value) {
    Map<String, Object> settings = new TreeMap<>(base.settings());
    settings.put(name, value);
    return of(base, settings);
  }

  private static ProposalUnderReview of(ProposalUnderReview base, Map<String, Object> settings) {
    return new ProposalUnderReview(
        base.terms(),
        base.formula(),
        settings,
        base.crystal(),
        base.aboveHull(),
        base.familiarity());
  }
}
