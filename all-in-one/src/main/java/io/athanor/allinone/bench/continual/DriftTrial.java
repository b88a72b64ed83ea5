package io.athanor.allinone.bench.continual;

import io.athanor.acquisition.bench.Bootstrap;
import io.athanor.acquisition.bench.DriftRun;
import io.athanor.acquisition.bench.DriftWay;
import io.athanor.acquisition.bench.Estimate;
import io.athanor.acquisition.bench.FalseAlarms;
import io.athanor.acquisition.bench.HeadUpdates;
import io.athanor.acquisition.bench.LabelledStream;
import io.athanor.allinone.bench.AnionSwitch;
import io.athanor.allinone.bench.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * How soon a change in a stream of outcomes is found, what intervals cover after it, how often one
 * is seen where there is none, and how long the head takes to learn an outcome.
 */
final class DriftTrial implements ContinualPart {
  private static final int STREAMS = 50;
  private static final int QUICK_STREAMS = 8;
  private static final int EVENTS = 2_500;
  private static final int QUIET_STREAMS = 20;
  private static final int QUICK_QUIET_STREAMS = 2;
  private static final int UPDATES = 2_000;
  private static final int CANDIDATES = 1_000;
  private static final double PER = 10_000;

  private final ContinualTerms terms;

  /** Streams of one kind, by seed. */
  private record Kind(String name, List<LabelledStream> streams) {}

  DriftTrial(ContinualTerms terms) {
    this.terms = terms;
  }

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public Map<String, Object> measure(PrintWriter out) throws IOException {
    List<Object> streams = new ArrayList<>();
    List<DriftRun> engine = new ArrayList<>();
    for (Kind kind : kinds()) {
      Map<String, Object> ways = new LinkedHashMap<>();
      for (DriftWay way : DriftWay.values()) {
        List<DriftRun> runs = runs(kind, way);
        if (way == DriftWay.ENGINE) {
          engine.addAll(runs);
        }
        ways.put(way.words(), told(kind, way, runs, out));
      }
      Map<String, Object> stream = new LinkedHashMap<>();
      stream.put("stream", kind.name());
      stream.put("ways", ways);
      streams.add(stream);
    }
    Map<String, Object> drift = new LinkedHashMap<>();
    drift.put("streams", streams);
    drift.put("falseAlarms", falseAlarms(out));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("detectEvents", detection(engine));
    fields.put("coverageAfter", figure(engine, DriftRun::after));
    fields.put("headUpdateMillis", headUpdates(out));
    fields.put("drift", drift);
    return fields;
  }

  private List<Kind> kinds() throws IOException {
    int seeds = terms.quick() ? QUICK_STREAMS : STREAMS;
    List<Kind> kinds = new ArrayList<>();
    for (int level = 1; level <= 3; level++) {
      kinds.add(madeUp("level + %d sd".formatted(level), level, 1, seeds));
    }
    for (int spread = 2; spread <= 3; spread++) {
      kinds.add(madeUp("noise x %d".formatted(spread), 0, spread, seeds));
    }
    kinds.add(
        new Kind(
            "perovskites, oxides then nitrides",
            AnionSwitch.streams(
                terms.data().resolve("structures").resolve("perov_5.jsonl.gz"), "N", seeds)));
    return kinds;
  }

  private static Kind madeUp(String name, double level, double spread, int seeds) {
    return new Kind(
        name,
        LongStream.rangeClosed(1, seeds)
            .mapToObj(seed -> LabelledStream.madeUp(level, spread, seed))
            .toList());
  }

  private static List<DriftRun> runs(Kind kind, DriftWay way) {
    List<DriftRun> runs = new ArrayList<>();
    for (int i = 0; i < kind.streams().size(); i++) {
      runs.add(DriftRun.of(kind.streams().get(i), way, i + 1));
    }
    return runs;
  }

  private static Map<String, Object> told(
      Kind kind, DriftWay way, List<DriftRun> runs, PrintWriter out) {
    Map<String, Object> told = new LinkedHashMap<>();
    if (way.detects()) {
      told.put("detectEvents", detection(runs));
    }
    told.put("coverageBefore", figure(runs, DriftRun::before));
    told.put("coverageFirst60", figure(runs, DriftRun::soon));
    told.put("coverageAfter", figure(runs, DriftRun::after));
    told.put("width", figure(runs, DriftRun::width));
    told.put("rootMeanSquaredError", figure(runs, DriftRun::error));
    out.printf(
        "%-34s %-30s %s covered first 60 %s, after %s, width %s%n",
        kind.name(),
        way.words(),
        way.detects() ? "found after %s,".formatted(estimate(found(runs)).text(1)) : "never found,",
        estimate(runs, DriftRun::soon).text(3),
        estimate(runs, DriftRun::after).text(3),
        estimate(runs, DriftRun::width).text(2));
    return told;
  }

  private static double[] found(List<DriftRun> runs) {
    return runs.stream()
        .filter(run -> run.delay().isPresent())
        .mapToDouble(run -> run.delay().getAsInt())
        .toArray();
  }

  /** Of those found; {@code found} and {@code within60} are shares of all. */
  private static Map<String, Object> detection(List<DriftRun> runs) {
    double[] delays = found(runs);
    double[] sorted = delays.clone();
    Arrays.sort(sorted);
    Map<String, Object> detection = new LinkedHashMap<>(Figures.of(estimate(delays)));
    detection.put("p95", quantile(sorted, 0.95));
    detection.put("found", delays.length / (double) runs.size());
    detection.put(
        "within60",
        Arrays.stream(delays).filter(each -> each < DriftRun.SOON).count() / (double) runs.size());
    detection.put("falseBefore", runs.stream().mapToInt(DriftRun::falseAlarms).sum());
    return detection;
  }

  private Map<String, Object> falseAlarms(PrintWriter out) {
    Map<String, Object> laws = new LinkedHashMap<>();
    List<Double> all = new ArrayList<>();
    for (FalseAlarms.Law law : FalseAlarms.Law.values()) {
      double[] counts =
          FalseAlarms.count(law, terms.quick() ? QUICK_QUIET_STREAMS : QUIET_STREAMS, EVENTS);
      Arrays.stream(counts).forEach(each -> all.add(each * PER / EVENTS));
      laws.put(law.name().toLowerCase(Locale.ROOT), perEvents(counts));
    }
    double[] rates = all.stream().mapToDouble(Double::doubleValue).toArray();
    Estimate rate = estimate(rates);
    out.printf(
        "false alarms in %d events without a change: %s in 10,000%n",
        rates.length * EVENTS, rate.text(2));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("events", rates.length * EVENTS);
    told.put("per10000", Figures.of(rate));
    told.put("laws", laws);
    return told;
  }

  private static Map<String, Object> perEvents(double[] counts) {
    return Figures.of(estimate(Arrays.stream(counts).map(each -> each * PER / EVENTS).toArray()));
  }

  private Map<String, Object> headUpdates(PrintWriter out) {
    int updates = terms.quick() ? UPDATES / 10 : UPDATES;
    Map<String, Object> told = new LinkedHashMap<>();
    double worst = 0;
    for (int features : new int[] {64, 128}) {
      double[] model = HeadUpdates.model(features, updates, 1);
      double[] candidates = HeadUpdates.candidates(features, CANDIDATES, updates, 1);
      told.put("model" + features, quantiles(model));
      told.put("candidates" + features, quantiles(candidates));
      worst = Math.max(worst, Math.max(p99(model), p99(candidates)));
      out.printf(
          "an outcome is learnt by the head of %d features in %.3f ms (p99), with the means of"
              + " %,d candidates in %.3f ms%n",
          features, p99(model), CANDIDATES, p99(candidates));
    }
    told.put("p99", worst);
    return told;
  }

  private static Map<String, Object> quantiles(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    Map<String, Object> quantiles = new LinkedHashMap<>();
    quantiles.put("p50", quantile(sorted, 0.5));
    quantiles.put("p99", quantile(sorted, 0.99));
    return quantiles;
  }

  private static double p99(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.99);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static Map<String, Object> figure(List<DriftRun> runs, ToDoubleFunction<DriftRun> of) {
    return Figures.of(estimate(runs, of));
  }

  private static Estimate estimate(List<DriftRun> runs, ToDoubleFunction<DriftRun> of) {
    return estimate(runs.stream().mapToDouble(of).toArray());
  }

  private static Estimate estimate(double[] figures) {
    return Bootstrap.mean(figures, 1);
  }
}
