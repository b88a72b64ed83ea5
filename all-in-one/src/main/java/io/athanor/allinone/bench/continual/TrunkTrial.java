package io.athanor.allinone.bench.continual;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Seven families in order: what the trunk learns, and what it loses of what it knew. */
final class TrunkTrial implements ContinualPart {
  private static final String MODEL = "ember-trunk";
  private static final int CORPUS = 1_000;
  private static final int PROBE = 500;
  private static final int QUICK_TRAIN = 2 * TrunkStream.BLOCK;
  private static final int QUICK_TEST = 100;

  private final ContinualTerms terms;

  TrunkTrial(ContinualTerms terms) {
    this.terms = terms;
  }

  @Override
  public String name() {
    return "trunk";
  }

  @Override
  public Map<String, Object> measure(PrintWriter out) throws IOException {
    StoredModel start = ModelStore.classpath().load(MODEL, Optional.empty());
    NetworkShape shape = start.manifest().shape();
    List<Families.Family> families = Families.read(terms.data(), shape);
    if (terms.quick()) {
      families = families.stream().map(each -> each.atMost(QUICK_TRAIN, QUICK_TEST)).toList();
    }
    if (terms.events() > 0) {
      families =
          families.stream().map(each -> each.atMost(terms.events(), Integer.MAX_VALUE)).toList();
    }
    int probeRows = terms.quick() ? QUICK_TEST : PROBE;
    TrunkStream stream =
        new TrunkStream(start, families, old(shape, false, CORPUS), old(shape, true, probeRows));
    double[] constant = families.stream().mapToDouble(each -> deviation(each.test())).toArray();
    return report(start, families, ways(stream, constant, out));
  }

  private static Map<String, Object> report(
      StoredModel start, List<Families.Family> families, Map<String, Object> ways) {
    Map<?, ?> usual = (Map<?, ?>) ways.get(Way.USUAL.words());
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("bwt", ((Map<?, ?>) usual.get("own")).get("backwardTransfer"));
    report.put("forgetting", usual.get("oldTask"));
    Map<String, Object> trunk = new LinkedHashMap<>();
    trunk.put("model", start.digest());
    trunk.put("tasks", families.stream().map(Families.Family::name).toList());
    trunk.put("events", families.stream().mapToInt(each -> each.train().size()).sum());
    trunk.put("testRows", families.stream().mapToInt(each -> each.test().size()).sum());
    trunk.put("unit", Property.PEROVSKITE_HEAT.unit());
    trunk.put("ways", ways);
    report.put("trunk", trunk);
    return report;
  }

  /** All runs, as many at once as there are cores. */
  private Map<String, Object> ways(TrunkStream stream, double[] constant, PrintWriter out)
      throws IOException {
    Path store = Files.createTempDirectory("athanor-continual");
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Map<Way, List<Future<TrunkStream.Outcome>>> running = new LinkedHashMap<>();
      for (Way way : Way.values()) {
        List<Future<TrunkStream.Outcome>> runs = new ArrayList<>();
        for (long seed = 1; seed <= terms.seeds(); seed++) {
          long own = seed;
          Path place = store.resolve(way.name().toLowerCase(Locale.ROOT) + "-" + seed);
          runs.add(pool.submit(() -> stream.run(way, own, place, line -> heard(out, way, line))));
        }
        running.put(way, runs);
      }
      Map<String, Object> ways = new LinkedHashMap<>();
      for (Map.Entry<Way, List<Future<TrunkStream.Outcome>>> each : running.entrySet()) {
        List<TrunkStream.Outcome> done = new ArrayList<>();
        for (Future<TrunkStream.Outcome> run : each.getValue()) {
          done.add(run.get());
        }
        ways.put(each.getKey().words(), told(out, each.getKey(), done, constant));
      }
      return ways;
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a run failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } finally {
      pool.shutdownNow();
      Scratch.remove(store);
    }
  }

  private static void heard(PrintWriter out, Way way, String line) {
    synchronized (out) {
      out.printf("%-21s %s%n", way.words(), line);
      out.flush();
    }
  }

  private static Map<String, Object> told(
      PrintWriter out, Way way, List<TrunkStream.Outcome> runs, double[] constant) {
    Map<String, Object> figures = new LinkedHashMap<>();
    if (way.options().isPresent()) {
      figures.put(
          "own", pooled(runs.stream().map(TrunkStream.Outcome::own).toList(), constant).figures(1));
    }
    figures.put(
        "exact",
        pooled(runs.stream().map(TrunkStream.Outcome::exact).toList(), constant).figures(1));
    figures.put(
        "oldTask",
        Share.risen(
            joined(runs.stream().map(TrunkStream.Outcome::probeBefore).toList()),
            joined(runs.stream().map(TrunkStream.Outcome::probeAfter).toList()),
            1));
    figures.put(
        "oldTaskBefore", mean(runs.stream().map(TrunkStream.Outcome::probeBefore).toList()));
    figures.put("oldTaskAfter", mean(runs.stream().map(TrunkStream.Outcome::probeAfter).toList()));
    figures.put("refreshes", runs.get(0).refreshes());
    figures.put(
        "secondsARefresh",
        runs.stream().mapToDouble(TrunkStream.Outcome::seconds).average().orElseThrow());
    for (String head : List.of("own", "exact")) {
      if (figures.get(head) instanceof Map<?, ?> told) {
        out.printf(
            "%-21s %-6s mae %s eV  backward %s  forgetting %s  forward %s  plasticity %s%n",
            way.words(),
            head,
            text(told.get("mae"), 4),
            text(told.get("backwardTransfer"), 3),
            text(told.get("forgetting"), 3),
            text(told.get("forwardTransfer"), 3),
            text(told.get("plasticity"), 3));
      }
    }
    out.printf("%-21s old task's error rose by %s%n", way.words(), text(figures.get("oldTask"), 3));
    out.flush();
    return figures;
  }

  private static String text(Object figure, int digits) {
    Map<?, ?> map = (Map<?, ?>) figure;
    List<?> interval = (List<?>) map.get("ci95");
    String form = "%." + digits + "f";
    return String.format(
        Locale.ROOT,
        form + " [" + form + ", " + form + "]",
        map.get("mean"),
        interval.get(0),
        interval.get(1));
  }

  /** Rows of all seeds side by side. */
  private static TransferMatrix pooled(List<double[][][]> runs, double[] constant) {
    int tasks = constant.length;
    double[][][] errors = new double[tasks][tasks][];
    for (int stage = 0; stage < tasks; stage++) {
      for (int task = 0; task < tasks; task++) {
        int from = stage;
        int of = task;
        errors[stage][task] = joined(runs.stream().map(run -> run[from][of]).toList());
      }
    }
    return new TransferMatrix(errors, constant);
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** Mean absolute error over all runs, eV/atom. */
  private static double mean(List<double[]> parts) {
    return Arrays.stream(joined(parts)).average().orElse(Double.NaN);
  }

  private static double deviation(List<Sample> rows) {
    double mean =
        rows.stream().mapToDouble(row -> row.label(Property.PEROVSKITE_HEAT)).average().orElse(0);
    return rows.stream()
        .mapToDouble(row -> Math.abs(row.label(Property.PEROVSKITE_HEAT) - mean))
        .average()
        .orElse(0);
  }

  /** Rows of the task that the model was trained for, spread over the file. */
  private List<Sample> old(NetworkShape shape, boolean isTest, int count) throws IOException {
    int[] at = {0};
    int every = isTest ? 13 : 8;
    return LabelledStructures.read(
            terms.data().resolve("structures/mp20_subset.jsonl.gz"),
            shape,
            row -> row.path("split").asText().equals("test") == isTest && at[0]++ % every == 0,
            Set.copyOf(shape.properties()))
        .stream()
        .map(LabelledStructures.Row::sample)
        .limit(count)
        .toList();
  }
}
