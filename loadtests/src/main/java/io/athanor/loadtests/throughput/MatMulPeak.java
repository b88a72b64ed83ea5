package io.athanor.loadtests.throughput;

import io.athanor.inference.model.Tensors;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** What one thread can do at most: large single-precision products in TensorFlow. */
final class MatMulPeak {
  private static final int SIZE = 1_024;
  private static final int RUNS = 12;

  private MatMulPeak() {}

  /** The best of a dozen runs, GFLOP per second of CPU time. */
  static double gflops() {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(-1)
            .build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, config);
        Tensors tensors = new Tensors()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> left = tf.placeholder(TFloat32.class);
      Placeholder<TFloat32> right = tf.placeholder(TFloat32.class);
      Operand<TFloat32> product = tf.linalg.matMul(left, right);
      Session.Runner runner =
          session
              .runner()
              .feed(left, tensors.floats(random(1), SIZE, SIZE))
              .feed(right, tensors.floats(random(2), SIZE, SIZE))
              .fetch(product);
      double best = 0;
      for (int run = 0; run < RUNS; run++) {
        Lap lap = new Lap();
        try (Result result = runner.run()) {
          best = Math.max(best, result.get(0).size() * 2.0 * SIZE / lap.cpuMillis() / 1e6);
        }
      }
      return best;
    }
  }

  private static float[] random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[SIZE * SIZE];
    for (int index = 0; index < values.length; index++) {
      values[index] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
