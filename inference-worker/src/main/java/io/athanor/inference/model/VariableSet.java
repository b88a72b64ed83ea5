package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
public final class VariableSet {
  private final Map<String, int[]> shapes;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
  private final List<Assign<TFloat32>> assigns = new ArrayList<>();

  /** Declares variables of these names and dimensions in a graph. */
  public VariableSet(Ops tf, Map<String, int[]> shapes) {
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
  public Operand<TFloat32> get(String name) {
    return variables.get(name);
  }

  /** All of them in order. */
  public Map<String, Variable<TFloat32>> all() {
    return variables;
  }

  /** Sets every variable. */
  public void assign(Session session, Map<String, float[]> given) {
    assign(session, given::get);
  }

  /** Sets every variable; what there is no variable for is left aside. */
  public void assign(Session session, Weights given) {
    assign(session, name -> given.get(name).values());
  }

  private void assign(Session session, Function<String, float[]> given) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = session.runner();
      values.forEach(
          (name, value) ->
              runner.feed(value, tensors.floats(given.apply(name), longs(shapes.get(name)))));
      assigns.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  /** Copies of all values. */
  public Map<String, float[]> read(Session session) {
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

  /** Copies of all values, with their dimensions. */
  public Weights weights(Session session) {
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    read(session)
        .forEach((name, value) -> entries.put(name, new Weights.Entry(shapes.get(name), value)));
    return new Weights(entries);
  }

  private static long[] longs(int[] dimensions) {
    return Arrays.stream(dimensions).asLongStream().toArray();
  }
}
