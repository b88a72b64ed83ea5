package io.athanor.inference.rollout;

import io.athanor.inference.model.PropertyEstimate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The champion/challenger gate: prequential log densities and coverage of both on the same
 * outcomes, which neither had seen, and a sequential test of their difference. Anytime valid: a
 * challenger whose clipped advantage is nowhere positive on average serves everybody with
 * probability at most {@link GateRules#fullError()}, however often one looks. Pure, immutable.
 */
public final class Gate {
  /** Where the challenger stands. */
  public enum Stage {
    /** Scored beside the champion, serves nobody. */
    SHADOW,
    /** Serves a share of the campaigns. */
    CANARY
  }

  private static final String LOG_WEALTH = "gate/log-e-value";
  private static final double CLAIMED = PropertyEstimate.COVERAGE;

  private final GateRules rules;
  private final Stage stage;
  private final BettingProcess better;
  private final BettingProcess worse;
  private final BettingProcess belowClaim;
  private final BettingProcess belowChampion;
  private final Counts counts;

  /** Sums over all outcomes, and how many came in this stage. */
  private record Counts(
      int all, int here, double advantage, double championCovered, double challengerCovered) {
    Counts after(Comparison outcome) {
      return new Counts(
          all + 1,
          here + 1,
          advantage + outcome.advantage(),
          championCovered + outcome.championCovered(),
          challengerCovered + outcome.challengerCovered());
    }

    Counts nextStage() {
      return new Counts(all, 0, advantage, championCovered, challengerCovered);
    }
  }

  private Gate(
      GateRules rules,
      Stage stage,
      BettingProcess better,
      BettingProcess worse,
      BettingProcess belowClaim,
      BettingProcess belowChampion,
      Counts counts) {
    this.rules = rules;
    this.stage = stage;
    this.better = better;
    this.worse = worse;
    this.belowClaim = belowClaim;
    this.belowChampion = belowChampion;
    this.counts = counts;
  }

  /** A challenger that has come into the shadow and met no outcome. */
  public static Gate begin(GateRules rules) {
    return begin(rules, Stage.SHADOW, 0);
  }

  /**
   * Goes on after a restart from what was published when the stage began. Outcomes since then are
   * lost, and the error bound is not: evidence before and after multiply.
   *
   * @param figures of the release; see {@link #figures()}
   */
  public static Gate resume(GateRules rules, Stage stage, Map<String, Double> figures) {
    double wealth = figures.getOrDefault(LOG_WEALTH, 0.0);
    return begin(rules, stage, Double.isFinite(wealth) ? wealth : 0);
  }

  private static Gate begin(GateRules rules, Stage stage, double capital) {
    double covered = CLAIMED - rules.tolerance();
    return new Gate(
        rules,
        stage,
        BettingProcess.begin(-rules.clip(), capital),
        BettingProcess.begin(-rules.clip(), 0),
        BettingProcess.begin(covered - 1, 0),
        BettingProcess.begin(-1 - rules.tolerance(), 0),
        new Counts(0, 0, 0, 0, 0));
  }

  /** After one more outcome. */
  public Gate after(Comparison outcome) {
    double clip = rules.clip();
    double advantage = Math.max(-clip, Math.min(clip, outcome.advantage()));
    return new Gate(
        rules,
        stage,
        better.after(advantage),
        worse.after(-advantage),
        belowClaim.after(CLAIMED - rules.tolerance() - outcome.challengerCovered()),
        belowChampion.after(
            outcome.championCovered() - outcome.challengerCovered() - rules.tolerance()),
        counts.after(outcome));
  }

  /** The same challenger as a canary; its evidence so far counts on. */
  public Gate advanced() {
    return new Gate(
        rules, Stage.CANARY, better, worse, belowClaim, belowChampion, counts.nextStage());
  }

  /** Where the challenger stands. */
  public Stage stage() {
    return stage;
  }

  /** Outcomes met in all. */
  public int outcomes() {
    return counts.all();
  }

  /** What is to become of it. */
  public GateVerdict verdict() {
    if (worse.refuted(rules.rollbackError())) {
      return new GateVerdict.RollBack(
          text(
              "it predicts worse than the champion: %+.3f nats per outcome over %d",
              mean(counts.advantage()), counts.all()));
    }
    if (belowClaim.refuted(rules.rollbackError()) && belowChampion.refuted(rules.rollbackError())) {
      return new GateVerdict.RollBack(
          text(
              "its 90 %% intervals cover %.1f %%, the champion's %.1f %%, of %d outcomes",
              100 * mean(counts.challengerCovered()),
              100 * mean(counts.championCovered()),
              counts.all()));
    }
    double error = stage == Stage.SHADOW ? rules.canaryError() : rules.fullError();
    if (counts.here() >= rules.fewest() && better.refuted(error) && coverageHolds()) {
      return new GateVerdict.Advance(
          text(
              "it predicts better than the champion: %+.3f nats per outcome over %d, e-value %.0f",
              mean(counts.advantage()), counts.all(), Math.exp(better.logWealth())));
    }
    if (counts.all() >= rules.most()) {
      return new GateVerdict.RollBack(
          text(
              "%d outcomes do not show that it is better: %+.3f nats per outcome",
              counts.all(), mean(counts.advantage())));
    }
    return new GateVerdict.KeepWatching();
  }

  /** Figures for a release, by name; nothing before the first outcome. */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new TreeMap<>();
    figures.put(LOG_WEALTH, better.logWealth());
    if (counts.all() > 0) {
      figures.put("gate/outcomes", (double) counts.all());
      figures.put("gate/log-density-gained", mean(counts.advantage()));
      figures.put("gate/coverage/champion", mean(counts.championCovered()));
      figures.put("gate/coverage/challenger", mean(counts.challengerCovered()));
    }
    return figures;
  }

  private boolean coverageHolds() {
    double held = Math.min(CLAIMED, mean(counts.championCovered()));
    return mean(counts.challengerCovered()) >= held - rules.tolerance();
  }

  private double mean(double sum) {
    return counts.all() == 0 ? 0 : sum / counts.all();
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
