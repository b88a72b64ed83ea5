package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.VariableSet;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

class EncodersTest {
  private static final int WIDTH = 16;
  private static final int PROJECTION = 8;

  @Test
  void shouldStaySmall() {
    assertThat(size(PatternEncoder.shapes("p/", 64))).isLessThan(300_000);
    assertThat(size(LiteratureEncoder.shapes("l/", 203, 64))).isLessThan(300_000);
  }

  @Test
  void shouldDifferentiatePatternsThroughTheContrast() {
    float[][] left = patterns(5, 1);
    float[][] right = patterns(5, 2);
    Map<String, int[]> shapes = new LinkedHashMap<>(PatternEncoder.shapes("p/", WIDTH));
    shapes.putAll(Contrast.shapes("c/", WIDTH, WIDTH, PROJECTION));
    assertGradients(
        shapes,
        left,
        right,
        (tf, variable, x) -> PatternEncoder.encode(tf, "p/", variable, x),
        List.of(
            "p/convolution0",
            "p/convolution1",
            "p/convolution3",
            "p/hidden",
            "p/out",
            "c/left",
            "c/rightBias",
            "c/logScale"));
  }

  @Test
  void shouldConvolveAsTensorFlowItselfDoes() {
    float[][] rows = patterns(3, 7);
    Map<String, int[]> shapes = PatternEncoder.shapes("p/", WIDTH);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      VariableSet variables = new VariableSet(tf, shapes);
      Placeholder<TFloat32> input = tf.placeholder(TFloat32.class);
      Operand<TFloat32> ours = PatternEncoder.encode(tf, "p/", variables::get, input);
      Operand<TFloat32> x = tf.reshape(input, tf.constant(new int[] {-1, 1, 512, 2}));
      int[] channels = {2, 24, 32, 48, 64};
      int[] taps = {9, 5, 5, 3};
      for (int layer = 0; layer < taps.length; layer++) {
        Operand<TFloat32> kernel =
            tf.reshape(
                variables.get("p/convolution" + layer),
                tf.constant(new int[] {1, taps[layer], channels[layer], channels[layer + 1]}));
        x = tf.nn.conv2d(x, kernel, List.of(1L, 1L, 2L, 1L), "SAME");
        x = tf.math.add(x, variables.get("p/convolution" + layer + "Bias"));
        x = tf.math.mul(x, tf.math.sigmoid(x));
      }
      x = tf.reshape(x, tf.constant(new int[] {-1, 32 * 64}));
      x =
          tf.math.add(
              tf.linalg.matMul(x, variables.get("p/hidden")), variables.get("p/hiddenBias"));
      x = tf.math.mul(x, tf.math.sigmoid(x));
      x = tf.math.add(tf.linalg.matMul(x, variables.get("p/out")), variables.get("p/outBias"));
      try (Session session = new Session(graph);
          Tensors tensors = new Tensors()) {
        variables.assign(session, InitialValues.of(shapes, 3));
        try (Result result =
            session
                .runner()
                .feed(input, tensors.floats(flat(rows), rows.length, rows[0].length))
                .fetch(ours)
                .fetch(x)
                .run()) {
          assertThat(Tensors.read(result.get(0)))
              .containsExactly(Tensors.read(result.get(1)), within(1e-4f));
        }
      }
    }
  }

  @Test
  void shouldDifferentiateLiteratureThroughTheContrast() {
    float[][] left = gaussian(6, 23, 3);
    float[][] right = gaussian(6, 23, 4);
    Map<String, int[]> shapes = new LinkedHashMap<>(LiteratureEncoder.shapes("l/", 23, WIDTH));
    shapes.putAll(Contrast.shapes("c/", WIDTH, WIDTH, PROJECTION));
    assertGradients(
        shapes,
        left,
        right,
        (tf, variable, x) -> LiteratureEncoder.encode(tf, "l/", variable, x),
        List.of("l/hidden", "l/hiddenBias", "l/out", "c/right", "c/logScale"));
  }

  @Test
  void shouldPriceMatchesAndMismatchesAsInfoNceDoes() {
    // cosines: the identity, then its opposite order; 1/t = 2
    float[] identity = {1, 0, 0, 1};
    float[] swapped = {0, 1, 1, 0};
    double matched = Math.log(Math.exp(2) + 1) - 2;
    assertThat(loss(identity, identity, 2)).isCloseTo((float) matched, within(1e-5f));
    assertThat(loss(identity, swapped, 2)).isCloseTo((float) (matched + 2), within(1e-5f));
    // a sharper temperature than 0.01 is not used
    assertThat(loss(identity, swapped, 1e4)).isCloseTo(100f, within(1e-3f));
  }

  private interface Encoder {
    Operand<TFloat32> encode(
        Ops tf, Function<String, Operand<TFloat32>> variable, Operand<TFloat32> input);
  }

  private static float loss(float[] left, float[] right, double scale) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> first = tf.placeholder(TFloat32.class);
      Placeholder<TFloat32> second = tf.placeholder(TFloat32.class);
      Operand<TFloat32> loss =
          Contrast.loss(tf, first, second, tf.constant(new float[] {(float) Math.log(scale)}));
      try (Session session = new Session(graph);
          Tensors tensors = new Tensors();
          Result result =
              session
                  .runner()
                  .feed(first, tensors.floats(left, 2, 2))
                  .feed(second, tensors.floats(right, 2, 2))
                  .fetch(loss)
                  .run()) {
        return Tensors.read(result.get(0))[0];
      }
    }
  }

  /** The steepest entry of each variable's gradient against a central difference. */
  private static void assertGradients(
      Map<String, int[]> shapes,
      float[][] left,
      float[][] right,
      Encoder encoder,
      List<String> names) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      VariableSet variables = new VariableSet(tf, shapes);
      Placeholder<TFloat32> first = tf.placeholder(TFloat32.class);
      Placeholder<TFloat32> second = tf.placeholder(TFloat32.class);
      Operand<TFloat32> loss =
          Contrast.loss(
              tf,
              "c/",
              variables::get,
              encoder.encode(tf, variables::get, first),
              encoder.encode(tf, variables::get, second));
      List<String> all = new ArrayList<>(variables.all().keySet());
      Output<?>[] gradients =
          graph.addGradients(
              loss.asOutput(),
              variables.all().values().stream().map(Variable::asOutput).toArray(Output<?>[]::new));
      try (Session session = new Session(graph)) {
        Map<String, float[]> values = InitialValues.of(shapes, 9);
        variables.assign(session, values);
        for (String name : names) {
          float[] gradient = run(session, first, left, second, right, gradients[all.indexOf(name)]);
          int steepest =
              IntStream.range(0, gradient.length)
                  .reduce(0, (a, b) -> Math.abs(gradient[b]) > Math.abs(gradient[a]) ? b : a);
          float step = 4e-3f;
          double[] losses = new double[2];
          for (int side = 0; side < 2; side++) {
            Map<String, float[]> moved = new LinkedHashMap<>(values);
            float[] value = values.get(name).clone();
            value[steepest] += side == 0 ? -step : step;
            moved.put(name, value);
            variables.assign(session, moved);
            losses[side] = run(session, first, left, second, right, loss.asOutput())[0];
          }
          variables.assign(session, values);
          double numeric = (losses[1] - losses[0]) / (2 * step);
          assertThat(gradient[steepest])
              .as(name)
              .isCloseTo((float) numeric, within((float) Math.abs(0.03 * numeric) + 2e-4f));
        }
      }
    }
  }

  private static float[] run(
      Session session,
      Placeholder<TFloat32> first,
      float[][] left,
      Placeholder<TFloat32> second,
      float[][] right,
      Output<?> fetched) {
    try (Tensors tensors = new Tensors();
        Result result =
            session
                .runner()
                .feed(first, tensors.floats(flat(left), left.length, left[0].length))
                .feed(second, tensors.floats(flat(right), right.length, right[0].length))
                .fetch(fetched)
                .run()) {
      return Tensors.read(result.get(0));
    }
  }

  private static float[][] patterns(int count, long seed) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      PowderPhase phase = PowderPhase.of(Phases.rockSalt(Element.Na, Element.Cl, 4.4 + 0.4 * i));
      rows[i] =
          PatternInput.of(PatternAugmentation.laboratory().measure(phase, seed + 10 * i)).values();
    }
    return rows;
  }

  private static float[][] gaussian(int rows, int columns, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }

  static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
    }
    return flat;
  }

  private static int size(Map<String, int[]> shapes) {
    return shapes.values().stream()
        .mapToInt(each -> Arrays.stream(each).reduce(1, Math::multiplyExact))
        .sum();
  }
}
