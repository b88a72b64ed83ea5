package io.athanor.allinone.bench.continual;

import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.Gate;
import io.athanor.inference.rollout.GateRules;
import io.athanor.inference.rollout.GateVerdict;
import io.athanor.inference.training.Bootstrap;
import io.athanor.inference.training.report.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One challenger's way through the gate.
 *
 * @param canary whether it came to serve a share
 * @param full whether it came to serve everybody
 * @param outcomes that it took to a verdict
 */
record GateAttempt(boolean canary, boolean full, int outcomes) {
  /** Meets outcomes in a seeded order until the gate has decided. */
  static GateAttempt run(List<Comparison> comparisons, GateRules rules, long seed) {
    List<Comparison> order = new ArrayList<>(comparisons);
    Collections.shuffle(order, new Random(1_000 + seed));
    Gate gate = Gate.begin(rules);
    for (Comparison outcome : order) {
      gate = gate.after(outcome);
      GateVerdict verdict = gate.verdict();
      boolean isCanary = gate.stage() == Gate.Stage.CANARY;
      if (verdict instanceof GateVerdict.RollBack) {
        return new GateAttempt(isCanary, false, gate.outcomes());
      }
      if (verdict instanceof GateVerdict.Advance) {
        if (isCanary) {
          return new GateAttempt(true, true, gate.outcomes());
        }
        gate = gate.advanced();
      }
    }
    return new GateAttempt(gate.stage() == Gate.Stage.CANARY, false, gate.outcomes());
  }

  /**
   * Figures over attempts.
   *
   * @param versions all outcomes of each version, for what is true of it
   */
  static Map<String, Object> figures(
      List<GateAttempt> attempts, List<List<Comparison>> versions, double clip) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("attempts", attempts.size());
    figures.put("full", attempts.stream().filter(GateAttempt::full).count());
    figures.put("canary", attempts.stream().filter(GateAttempt::canary).count());
    figures.put(
        "fullShare",
        interval(attempts.stream().mapToDouble(each -> each.full() ? 1 : 0).toArray()));
    figures.put(
        "toVerdict", interval(attempts.stream().mapToDouble(GateAttempt::outcomes).toArray()));
    figures.put(
        "trueAdvantage",
        versions.stream()
            .map(
                each ->
                    each.stream()
                        .mapToDouble(one -> Math.max(-clip, Math.min(clip, one.advantage())))
                        .average()
                        .orElseThrow())
            .toList());
    figures.put(
        "coverage",
        versions.stream()
            .map(
                each ->
                    each.stream()
                        .mapToDouble(Comparison::challengerCovered)
                        .average()
                        .orElseThrow())
            .toList());
    return figures;
  }

  private static Map<String, Object> interval(double[] values) {
    Interval interval = Bootstrap.mean(values, 1);
    return Share.figure(interval.value(), interval.low(), interval.high());
  }
}
