package io.athanor.acquisition.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Weighs evidence by Bayes' rule: prior times the likelihoods of what is there, taken as
 * independent given the cause. What is missing speaks for nobody. Pure; reads no clock and draws
 * nothing.
 */
public final class Diagnostician {
  /** A weight of evidence below this (natural log units) is not worth a word. */
  private static final double WORTH_SAYING = 0.1;

  private Diagnostician() {}

  /** One piece of evidence and how well each cause explains it. */
  private record Weight(String text, double[] logLikelihood) {}

  /** The causes of a failure, weighed. */
  public static Diagnosis diagnose(FailureCase failure) {
    List<Weight> weights = weights(failure);
    Cause[] causes = Cause.values();
    double[] log = new double[causes.length];
    for (Cause cause : causes) {
      log[cause.ordinal()] = StrictMath.log(cause.prior());
      for (Weight weight : weights) {
        log[cause.ordinal()] += weight.logLikelihood()[cause.ordinal()];
      }
    }
    double[] posterior = normalised(log);
    List<RankedCause> ranked = new ArrayList<>();
    for (Cause cause : causes) {
      ranked.add(new RankedCause(cause, posterior[cause.ordinal()], spokeFor(cause, weights)));
    }
    return new Diagnosis(failure.experimentId(), ranked);
  }

  private static List<Weight> weights(FailureCase failure) {
    List<Weight> weights = new ArrayList<>();
    failure
        .kind()
        .flatMap(Claim::of)
        .ifPresent(
            claim -> weights.add(weight("the worker says " + claim.word(), claim::logLikelihood)));
    for (Map.Entry<String, Double> entry : failure.evidence().entrySet()) {
      Channel channel = Channel.named(entry.getKey()).orElseThrow();
      double value = entry.getValue();
      weights.add(
          weight(
              String.format(Locale.ROOT, "%s %.4g", channel.label(), value),
              cause -> channel.logLikelihood(value, cause)));
    }
    FailureHistory history = failure.history();
    history(weights, history.instrument(), "on this instrument", List.of(Cause.INSTRUMENT));
    history(weights, history.robot(), "with this robot", List.of(Cause.ROBOT));
    history(weights, history.precursor(), "from this lot", List.of(Cause.PRECURSOR));
    history(
        weights,
        history.region(),
        "with settings like these",
        List.of(Cause.SYNTHESIS_CONDITION, Cause.PHASE_IMPURITY));
    return weights;
  }

  private static void history(List<Weight> weights, Tally tally, String where, List<Cause> causes) {
    if (tally.tried() > 0) {
      double factor = tally.logFactor();
      weights.add(
          weight(
              "%d of %d failed %s".formatted(tally.failed(), tally.tried(), where),
              cause -> causes.contains(cause) ? factor : 0));
    }
  }

  private static Weight weight(String text, ToDoubleFunction<Cause> logLikelihood) {
    double[] log = new double[Cause.values().length];
    for (Cause cause : Cause.values()) {
      log[cause.ordinal()] = logLikelihood.applyAsDouble(cause);
    }
    return new Weight(text, log);
  }

  /** What raised the cause above the prior's mean of all causes, strongest first. */
  private static List<String> spokeFor(Cause cause, List<Weight> weights) {
    record Spoken(String text, double weight) {}
    List<Spoken> spoken = new ArrayList<>();
    for (Weight weight : weights) {
      double mean = 0;
      for (Cause each : Cause.values()) {
        mean += each.prior() * StrictMath.exp(weight.logLikelihood()[each.ordinal()]);
      }
      double gain = weight.logLikelihood()[cause.ordinal()] - StrictMath.log(mean);
      if (gain > WORTH_SAYING) {
        spoken.add(new Spoken(weight.text(), gain));
      }
    }
    spoken.sort(Comparator.comparingDouble(Spoken::weight).reversed().thenComparing(Spoken::text));
    return spoken.stream().map(Spoken::text).toList();
  }

  private static double[] normalised(double[] log) {
    double most = Double.NEGATIVE_INFINITY;
    for (double each : log) {
      most = Math.max(most, each);
    }
    double sum = 0;
    double[] share = new double[log.length];
    for (int i = 0; i < log.length; i++) {
      share[i] = StrictMath.exp(log[i] - most);
      sum += share[i];
    }
    for (int i = 0; i < share.length; i++) {
      share[i] /= sum;
    }
    return share;
  }
}
