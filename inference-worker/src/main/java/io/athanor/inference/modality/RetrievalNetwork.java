package io.athanor.inference.modality;

import io.athanor.inference.modality.RetrievalData.Entry;
import io.athanor.inference.model.Adam;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.VariableSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * Patterns and structures into one space: the same encoder reads a measured pattern and the
 * calculated pattern of a structure, the structure tower corrects the latter.
 */
final class RetrievalNetwork implements AutoCloseable {
  private static final int WIDTH = 96;
  private static final int PROJECTION = 96;
  private static final int CHUNK = 256;
  private static final float SECOND = 0.99f;

  private final Graph graph = new Graph();
  private final VariableSet variables;
  private final Placeholder<TFloat32> query;
  private final Placeholder<TFloat32> calculated;
  private final Placeholder<TFloat32> numbers;
  private final Operand<TFloat32> queryVector;
  private final Operand<TFloat32> galleryVector;
  private final Operand<TFloat32> loss;
  private final Adam adam;
  private final Session session;
  private int steps;

  /** Starts with random weights. One thread runs all of it. */
  RetrievalNetwork(long seed) {
    Ops tf = Ops.create(graph);
    Map<String, int[]> shapes = new LinkedHashMap<>(PatternEncoder.shapes("pattern/", WIDTH));
    shapes.putAll(StructureTower.shapes("structure/", WIDTH, 0));
    shapes.putAll(Contrast.shapes("contrast/", WIDTH, WIDTH, PROJECTION));
    variables = new VariableSet(tf, shapes);
    query = tf.placeholder(TFloat32.class);
    calculated = tf.placeholder(TFloat32.class);
    numbers = tf.placeholder(TFloat32.class);
    Operand<TFloat32> seen = PatternEncoder.encode(tf, "pattern/", variables::get, query);
    Operand<TFloat32> known =
        StructureTower.encode(
            tf,
            "structure/",
            variables::get,
            PatternEncoder.encode(tf, "pattern/", variables::get, calculated),
            numbers,
            Optional.empty());
    queryVector = Contrast.left(tf, "contrast/", variables::get, seen);
    galleryVector = Contrast.right(tf, "contrast/", variables::get, known);
    loss = Contrast.loss(tf, "contrast/", variables::get, seen, known);
    adam = new Adam(graph, tf, loss, variables.all(), SECOND);
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build());
    Map<String, float[]> initial = InitialValues.of(shapes, seed);
    // both projections start alike: then the network starts as a comparison of like with like
    initial.put("contrast/right", initial.get("contrast/left").clone());
    variables.assign(session, initial);
    adam.reset(session);
  }

  /** Numbers of a vector. */
  int width() {
    return PROJECTION;
  }

  /** One optimiser step on pairs, query i of structure i; returns the loss before it. */
  float step(List<PatternInput> queries, List<Entry> structures, double rate, double decay) {
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner = session.runner();
      feed(runner, tensors, structures);
      runner.feed(query, rows(tensors, queries, PatternInput::values));
      adam.step(runner, tensors, ++steps, rate, decay);
      try (Result result = runner.fetch(loss).run()) {
        return Tensors.read(result.get(0))[0];
      }
    }
  }

  /** Unit vectors of measured patterns, [n, width] row-major. */
  float[] queries(List<PatternInput> inputs) {
    return chunked(
        inputs,
        (part, tensors) ->
            session
                .runner()
                .feed(query, rows(tensors, part, PatternInput::values))
                .fetch(queryVector));
  }

  /** Unit vectors of structures, [n, width] row-major. */
  float[] gallery(List<Entry> structures) {
    return chunked(
        structures, (part, tensors) -> feed(session.runner(), tensors, part).fetch(galleryVector));
  }

  private <T> float[] chunked(
      List<T> inputs, BiFunction<List<T>, Tensors, Session.Runner> prepared) {
    float[] vectors = new float[inputs.size() * PROJECTION];
    for (int from = 0; from < inputs.size(); from += CHUNK) {
      int to = Math.min(inputs.size(), from + CHUNK);
      try (Tensors tensors = new Tensors();
          Result result = prepared.apply(inputs.subList(from, to), tensors).run()) {
        float[] part = Tensors.read(result.get(0));
        System.arraycopy(part, 0, vectors, from * PROJECTION, part.length);
      }
    }
    return vectors;
  }

  private Session.Runner feed(Session.Runner runner, Tensors tensors, List<Entry> structures) {
    return runner
        .feed(calculated, rows(tensors, structures, entry -> entry.calculated().values()))
        .feed(numbers, rows(tensors, structures, entry -> entry.numbers().values()));
  }

  /** Copies of all weights by name. */
  Map<String, float[]> weights() {
    return variables.read(session);
  }

  private static <T> TFloat32 rows(Tensors tensors, List<T> inputs, Function<T, float[]> values) {
    float[][] rows = inputs.stream().map(values).toArray(float[][]::new);
    int width = rows[0].length;
    float[] flat = new float[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * width, width);
    }
    return tensors.floats(flat, rows.length, width);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
