package io.athanor.inference.bench;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.DeviceOptions.Device;
import io.athanor.inference.model.Devices;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkSession.Forward;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.ScaleFit;
import io.athanor.inference.training.Trainer;
import io.athanor.inference.training.report.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The network with variables, as it is trained, on each kind of device that TensorFlow finds, in
 * turns on the same batches: how fast it answers and learns, and how far the answers differ.
 * Without a GPU, the processor alone.
 */
final class DeviceBench {
  private static final int ROUNDS = 5;
  private static final int[] BATCHES = {32, 256, 1_024};
  private static final int ASKED = 1_024;
  private static final int TRAINED = 512;
  private static final int[] EDGES = {1_000, 8_000};
  private static final double NANOS = 1e9;

  private DeviceBench() {}

  /** All sizes of the network. */
  static void run(Context context) {
    List<Property> properties =
        List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP, Property.ENERGY_ABOVE_HULL);
    Map<String, NetworkShape> sizes = new LinkedHashMap<>();
    sizes.put("S", NetworkShape.small(1, properties));
    sizes.put("M", NetworkShape.medium(1, properties));
    sizes.put("L", NetworkShape.large(1, properties));
    sizes.forEach((name, shape) -> size(context, name, shape));
  }

  private static void size(Context context, String name, NetworkShape shape) {
    List<Sample> samples = context.data().samples("mp20_subset", shape, 0, BenchData.TEST);
    Weights weights =
        Parameters.initial(shape, context.data().elementFeatures(shape), context.seed());
    Map<Device, DeviceOptions> devices = devices();
    for (int batch : BATCHES) {
      forward(context, name + ", batch " + batch, shape, weights, samples, batch, devices);
    }
    for (int edges : EDGES) {
      training(context, name, shape, weights, samples, edges, devices);
    }
  }

  /** The processor with all its threads first, then a GPU where there is one. */
  private static Map<Device, DeviceOptions> devices() {
    int threads = Runtime.getRuntime().availableProcessors();
    Map<Device, DeviceOptions> devices = new LinkedHashMap<>();
    devices.put(Device.CPU, new DeviceOptions(Device.CPU, threads, 1, true, 0, ""));
    DeviceOptions gpu = new DeviceOptions(Device.GPU, threads, 1, true, 0, "");
    if (Devices.of(gpu).stream().anyMatch(Devices.Listed::isGpu)) {
      devices.put(Device.GPU, gpu);
    }
    return devices;
  }

  private static void forward(
      Context context,
      String what,
      NetworkShape shape,
      Weights weights,
      List<Sample> samples,
      int size,
      Map<Device, DeviceOptions> devices) {
    List<GraphBatch> batches = batches(shape, samples, size);
    Map<Device, DoubleSupplier> turns = new LinkedHashMap<>();
    Map<Device, Forward> said = new LinkedHashMap<>();
    List<NetworkSession> open = new ArrayList<>();
    try {
      devices.forEach(
          (device, options) -> {
            NetworkSession session = new NetworkSession(new Network(shape), options);
            open.add(session);
            session.assign(weights);
            said.put(device, session.forward(batches.get(0)));
            turns.put(
                device,
                () -> {
                  batches.forEach(session::forward);
                  return (double) size * batches.size();
                });
          });
      report(context, "forward, " + what, size * batches.size(), rates(turns));
      if (said.containsKey(Device.GPU)) {
        context
            .figures()
            .accept(
                Figure.plain(
                    "device",
                    "forward, " + what + ", GPU against CPU",
                    "difference",
                    "1e-6",
                    size,
                    1e6 * difference(said.get(Device.CPU), said.get(Device.GPU)),
                    ""));
      }
    } finally {
      open.forEach(NetworkSession::close);
    }
  }

  private static void training(
      Context context,
      String name,
      NetworkShape shape,
      Weights weights,
      List<Sample> samples,
      int edges,
      Map<Device, DeviceOptions> devices) {
    List<Sample> rows = samples.subList(0, Math.min(TRAINED, samples.size()));
    Scales scales = ScaleFit.fit(rows, shape);
    Recipe recipe = new Recipe(1_000, edges, 1e-3, 0.1, 0, 0, 0, context.seed());
    Map<Device, DoubleSupplier> turns = new LinkedHashMap<>();
    List<NetworkSession> open = new ArrayList<>();
    try {
      devices.forEach(
          (device, options) -> {
            NetworkSession session = new NetworkSession(new Network(shape), options);
            open.add(session);
            session.assign(weights);
            Trainer trainer = new Trainer(session, scales, recipe);
            turns.put(
                device,
                () -> {
                  trainer.epoch(rows);
                  return rows.size();
                });
          });
      report(
          context,
          "training, " + name + ", " + edges + " edges a batch",
          rows.size(),
          rates(turns));
    } finally {
      open.forEach(NetworkSession::close);
    }
  }

  /** What is done in a second, by device and round; the first round warms up. */
  private static Map<Device, double[]> rates(Map<Device, DoubleSupplier> turns) {
    Map<Device, double[]> rates = new LinkedHashMap<>();
    turns.keySet().forEach(device -> rates.put(device, new double[ROUNDS]));
    for (int round = -1; round < ROUNDS; round++) {
      for (Map.Entry<Device, DoubleSupplier> turn : turns.entrySet()) {
        long started = System.nanoTime();
        double done = turn.getValue().getAsDouble();
        if (round >= 0) {
          rates.get(turn.getKey())[round] = done * NANOS / (System.nanoTime() - started);
        }
      }
    }
    rates.values().forEach(Arrays::sort);
    return rates;
  }

  /** Medians; the interval is the whole range of the rounds. */
  private static void report(Context context, String what, int rows, Map<Device, double[]> rates) {
    Device best = rates.containsKey(Device.GPU) ? Device.GPU : Device.CPU;
    double[] shown = rates.get(best);
    Map<String, Double> foils = new LinkedHashMap<>();
    if (best == Device.GPU) {
      double processor = rates.get(Device.CPU)[ROUNDS / 2];
      foils.put("CPU", processor);
      foils.put("ratio", shown[ROUNDS / 2] / processor);
    }
    context
        .figures()
        .accept(
            new Figure(
                "device",
                what + ", " + best,
                "crystals",
                "1/s",
                rows,
                new Interval(shown[ROUNDS / 2], shown[0], shown[ROUNDS - 1]),
                foils,
                ""));
  }

  private static List<GraphBatch> batches(NetworkShape shape, List<Sample> samples, int size) {
    List<GraphBatch> batches = new ArrayList<>();
    for (int at = 0; at + size <= samples.size() && at < ASKED; at += size) {
      List<MaterialGraph> graphs =
          samples.subList(at, at + size).stream().map(Sample::crystal).toList();
      batches.add(GraphBatch.of(shape, graphs));
    }
    return batches;
  }

  /** Largest difference of heads and embeddings, relative to the largest magnitude of each. */
  private static double difference(Forward left, Forward right) {
    return Math.max(
        difference(left.heads(), right.heads()), difference(left.embeddings(), right.embeddings()));
  }

  private static double difference(float[] left, float[] right) {
    double largest = 0;
    double magnitude = 0;
    for (int index = 0; index < left.length; index++) {
      largest = Math.max(largest, Math.abs(left[index] - (double) right[index]));
      magnitude = Math.max(magnitude, Math.abs(left[index]));
    }
    return largest / magnitude;
  }
}
