package io.athanor.loadtests.throughput;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.FrozenNetwork;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkSession.Forward;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Weights;
import io.athanor.loadtests.peer.OnnxNetwork;
import io.athanor.loadtests.peer.OnnxSession;
import io.athanor.loadtests.throughput.ThroughputReport.BatchFigures;
import io.athanor.loadtests.throughput.ThroughputReport.EngineFigures;
import io.athanor.loadtests.throughput.ThroughputReport.Ratio;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs one network with the same weights in TensorFlow and in ONNX Runtime on one thread, in turns
 * of changing order on the same batches, after checking that they say the same.
 */
public final class ThroughputBench implements AutoCloseable {
  /** The network as it is served, folded into constants; see {@link FrozenNetwork}. */
  public static final String ATHANOR = "athanor, as served";

  /** The network as it is trained, in the caller's thread too. */
  public static final String TRAINING_GRAPH = "athanor, as trained";

  private static final double TOLERANCE = 1e-4;
  private static final int REPEATS = 3;
  private static final int BATCHES = 32;

  /** More shapes of products than oneDNN keeps compiled, which are 1,024 a thread. */
  private static final int NEW_BATCHES = 2_048;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final String model;
  private final NetworkShape shape;
  private final GraphBuilder builder;
  private final NetworkSession training;
  private final Map<String, Function<GraphBatch, Forward>> engines = new LinkedHashMap<>();

  /** Keeps what engines say from being left out as unused. */
  private long consumed;

  private final List<Runnable> closers = new ArrayList<>();
  private double largestDifference;

  /** Opens all engines. */
  public ThroughputBench(String model, NetworkShape shape, Weights weights) {
    this.model = model;
    this.shape = shape;
    this.builder = new GraphBuilder(shape);
    FrozenNetwork frozen = new FrozenNetwork(shape, weights, DeviceOptions.threads(1, 1));
    closers.add(frozen::close);
    engines.put(ATHANOR, frozen::forward);
    // -1: in the caller's thread
    this.training = new NetworkSession(new Network(shape), 1, -1);
    closers.add(training::close);
    training.assign(weights);
    engines.put(TRAINING_GRAPH, training::forward);
    for (OnnxNetwork.Form form : OnnxNetwork.Form.values()) {
      OnnxSession session = new OnnxSession(shape, weights, form);
      closers.add(session::close);
      engines.put("onnxruntime " + form.name().toLowerCase(Locale.ROOT), session::forward);
    }
  }

  /**
   * Measures.
   *
   * @param crystals what the batches are filled with, in order
   * @param sizes crystals in a batch
   * @param seconds by the clock for each size, a third of it warming up
   * @param anew whether no batch is one that was seen shortly before, as where materials come; else
   *     a few come again and again, and each is measured after a call that is not
   * @param calls of every engine before anything is measured, on single crystals: what the JVM
   *     compiles goes by how often it is called, not by how long, and on a busy machine seconds are
   *     few calls
   */
  public ThroughputReport run(
      List<Crystal> crystals, List<Integer> sizes, double seconds, boolean anew, int calls) {
    warmUp(crystals, calls);
    double peak = MatMulPeak.gflops();
    List<Double> lists = new ArrayList<>();
    List<BatchFigures> batches = new ArrayList<>();
    for (int size : sizes) {
      if (crystals.size() < size) {
        throw new IllegalArgumentException(
            "a batch of " + size + " needs more crystals than " + crystals.size());
      }
      List<List<Crystal>> chunks = anew ? drawn(crystals, size) : chunks(crystals, size);
      batches.add(measure(chunks, seconds, peak, lists, anew));
    }
    return new ThroughputReport(
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        model,
        shape,
        peak,
        new Samples(lists).median(),
        largestDifference,
        batches);
  }

  private void warmUp(List<Crystal> crystals, int calls) {
    List<GraphBatch> single =
        crystals.stream().limit(BATCHES).map(each -> batch(List.of(each))).toList();
    for (int call = 0; call < calls; call++) {
      GraphBatch batch = single.get(call % single.size());
      engines.values().forEach(engine -> consumed += engine.apply(batch).heads().length);
    }
  }

  private static List<List<Crystal>> chunks(List<Crystal> crystals, int size) {
    List<List<Crystal>> chunks = new ArrayList<>();
    for (int at = 0; at + size <= crystals.size() && chunks.size() < BATCHES; at += size) {
      chunks.add(crystals.subList(at, at + size));
    }
    return chunks;
  }

  private static List<List<Crystal>> drawn(List<Crystal> crystals, int size) {
    Random random = new Random(size);
    return Stream.generate(() -> drawn(crystals, size, random)).limit(NEW_BATCHES).toList();
  }

  private static List<Crystal> drawn(List<Crystal> crystals, int size, Random random) {
    return random.ints(size, 0, crystals.size()).mapToObj(crystals::get).toList();
  }

  private BatchFigures measure(
      List<List<Crystal>> chunks, double seconds, double peak, List<Double> lists, boolean anew) {
    List<GraphBatch> batches = chunks.stream().map(this::batch).toList();
    batches.stream().limit(BATCHES).forEach(this::compare);
    int repeats = anew ? 1 : REPEATS;
    Map<String, Samples> cpu = new LinkedHashMap<>();
    Map<String, Samples> wall = new LinkedHashMap<>();
    Map<String, Samples> ratios = new LinkedHashMap<>();
    Samples whole = new Samples();
    long started = System.nanoTime();
    for (int round = 0; whole.count() == 0 || elapsed(started) < seconds; round++) {
      boolean counts = elapsed(started) > seconds / 3 && round > 0;
      GraphBatch batch = batches.get(round % batches.size());
      Map<String, Double> times = new LinkedHashMap<>();
      for (String name : order(round)) {
        Function<GraphBatch, Forward> engine = engines.get(name);
        if (!anew) {
          consumed += engine.apply(batch).heads().length;
        }
        Lap lap = new Lap();
        for (int repeat = 0; repeat < repeats; repeat++) {
          consumed += engine.apply(batch).heads().length;
        }
        times.put(name, lap.cpuMillis() / repeats);
        if (counts) {
          cpu.computeIfAbsent(name, key -> new Samples()).add(times.get(name));
          wall.computeIfAbsent(name, key -> new Samples()).add(lap.wallMillis() / repeats);
        }
      }
      List<Crystal> chunk = chunks.get(round % chunks.size());
      double built = build(chunk);
      if (counts) {
        lists.add(built / chunk.size());
        whole.add(built + times.get(ATHANOR));
        times.forEach(
            (name, time) ->
                ratios.computeIfAbsent(name, key -> new Samples()).add(time / times.get(ATHANOR)));
      }
    }
    return figures(batches, peak, cpu, wall, ratios, whole);
  }

  /** Every engine follows every other one in time: who comes first finds the caches cold. */
  private List<String> order(int round) {
    List<String> order = new ArrayList<>(engines.keySet());
    Collections.shuffle(order, new Random(round));
    return order;
  }

  private BatchFigures figures(
      List<GraphBatch> batches,
      double peak,
      Map<String, Samples> cpu,
      Map<String, Samples> wall,
      Map<String, Samples> ratios,
      Samples whole) {
    int size = batches.get(0).graphs();
    double flops = batches.stream().mapToDouble(each -> Flops.of(shape, each)).average().orElse(0);
    Map<String, EngineFigures> byEngine = new LinkedHashMap<>();
    Map<String, Ratio> byPeer = new LinkedHashMap<>();
    cpu.forEach(
        (name, samples) -> {
          double millis = samples.median();
          double gflops = flops / millis / NANOS_PER_MILLI;
          byEngine.put(
              name,
              new EngineFigures(
                  millis,
                  wall.get(name).median(),
                  size * MILLIS_PER_SECOND / millis,
                  gflops,
                  gflops / peak));
          if (!name.equals(ATHANOR)) {
            byPeer.put(name, ratios.get(name).ratio());
          }
        });
    return new BatchFigures(
        size,
        batches.stream().mapToInt(GraphBatch::nodes).average().orElse(0),
        batches.stream().mapToInt(GraphBatch::edges).average().orElse(0),
        flops / 1e6,
        size * MILLIS_PER_SECOND / whole.median(),
        byEngine,
        byPeer);
  }

  /** CPU milliseconds from structures to a batch. */
  private double build(List<Crystal> crystals) {
    Lap lap = new Lap();
    batch(crystals);
    return lap.cpuMillis();
  }

  private GraphBatch batch(List<Crystal> crystals) {
    List<MaterialGraph> graphs = new ArrayList<>();
    crystals.forEach(crystal -> graphs.add(builder.crystal(crystal)));
    return GraphBatch.of(shape, graphs);
  }

  private void compare(GraphBatch batch) {
    Forward expected = training.forward(batch);
    engines.forEach(
        (name, engine) -> {
          Forward actual = engine.apply(batch);
          double difference =
              Math.max(
                  difference(expected.heads(), actual.heads()),
                  difference(expected.embeddings(), actual.embeddings()));
          if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException(
                "%s differs from the training graph by %.3g".formatted(name, difference));
          }
          largestDifference = Math.max(largestDifference, difference);
        });
  }

  private static double difference(float[] left, float[] right) {
    if (left.length != right.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int index = 0; index < left.length; index++) {
      double difference = Math.abs(left[index] - (double) right[index]);
      largest = difference <= largest ? largest : difference;
    }
    return largest;
  }

  private static double elapsed(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  @Override
  public void close() {
    closers.forEach(Runnable::run);
  }
}
