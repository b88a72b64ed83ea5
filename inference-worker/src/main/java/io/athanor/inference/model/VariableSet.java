package io.athanor.inference.modality;

import io.athanor.inference.model.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Named variables of a graph: declared, set, read. */
final class VariableSet {
  private final Map<String, int[]> shapes;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
  private final List<Assign<TFloat32>> assigns = new ArrayList<>();

  VariableSet(Ops tf, Map<String, int[]> shapes) {
    this.shapes = new LinkedHashMap<>(shapes);
    this.shapes.forEach(
        (name, dimensions) -> {
          Shape shape = Shape.of(longs(dimensions));
          Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
          Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
          variables.put(name, variable);
          values.put(name, value);
          assigns.add(tf.assign(variable, value));
        });
  }

  /** The variable of this name; null if there is none. */
  Operand<TFloat32> get(String name) {
    return variables.get(name);
  }

  /** All of them in order. */
  Map<String, Variable<TFloat32>> all() {
    return variables;
  }

  /** Matrices Gaussian with variance 1.4 / inputs (kept by silu), biases 0, log scales set. */
  static Map<String, float[]> initial(Map<String, int[]> shapes, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> values = new LinkedHashMap<>();
    shapes.forEach(
        (name, dimensions) -> {
          float[] value = new float[Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
          if (name.endsWith("logScale")) {
            Arrays.fill(value, Contrast.INITIAL_LOG_SCALE);
          } else if (dimensions.length == 2) {
            double deviation = Math.sqrt(1.4 / dimensions[0]);
            for (int i = 0; i < value.length; i++) {
              value[i] = (float) (deviation * random.nextGaussian());
            }
          }
          values.put(name, value);
        });
    return values;
  }

  /** Sets every variable. */
  void assign(Session session, Map<String, float[]> given) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = session.runner();
      values.forEach(
          (name, value) ->
              runner.feed(value, tensors.floats(given.get(name), longs(shapes.get(name)))));
      assigns.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  /** Copies of all values. */
  Map<String, float[]> read(Session session) {
    Session.Runner runner = session.runner();
    variables.values().forEach(runner::fetch);
    Map<String, float[]> read = new LinkedHashMap<>();
    // fetched variables alias their buffers: copied before anything else runs
    try (Result result = runner.run()) {
      int index = 0;
      for (String name : variables.keySet()) {
        read.put(name, Tensors.read(result.get(index++)));
      }
    }
    return read;
  }

  private static long[] longs(int[] dimensions) {
    return Arrays.stream(dimensions).asLongStream().toArray();
  }
}
