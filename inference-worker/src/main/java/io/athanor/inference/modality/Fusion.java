package io.athanor.inference.modality;

import io.athanor.inference.model.Heads;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.VariableSet;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One latent space for what is known of a material: the crystal network's pooled feature, a powder
 * pattern and a literature vector, any of which may be missing.
 *
 * <pre>
 * z_s = g,   z_p = PatternEncoder(pattern),   z_l = LiteratureEncoder(vector)         [B, F]
 * a   = softmax over what is there of (w2_m silu(W1_m z_m + b1_m) + b2_m)             gates
 * g'  = sum_m a_m z_m
 * out = the crystal network's own heads on g'
 * </pre>
 *
 * <p>The heads are those of the crystal network's first trunk and stay as they are: a pattern or a
 * document must land where a structure would, and a structure alone is answered exactly as without
 * this.
 */
public final class Fusion implements AutoCloseable {
  /** Modalities in the order of the gates. */
  public static final int MODALITIES = 3;

  private static final String STRUCTURE = "structure/";
  private static final String PATTERN = "pattern/";
  private static final String LITERATURE = "literature/";
  private static final List<String> ORDER = List.of(STRUCTURE, PATTERN, LITERATURE);
  private static final String GATE = "gate";
  private static final int GATE_WIDTH = 16;
  private static final int PROJECTION = 64;
  private static final float ABSENT = -1e9f;

  private final NetworkShape shape;
  private final LiteratureInput.Model literatureModel;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final VariableSet variables;
  private final Placeholder<TFloat32> structure;
  private final Placeholder<TFloat32> pattern;
  private final Placeholder<TFloat32> literature;
  private final Placeholder<TFloat32> present;
  private final Operand<TFloat32> fused;
  private final Operand<TFloat32> patternContrast;
  private final Operand<TFloat32> literatureContrast;
  private final Heads heads;
  private final Session session;

  /**
   * What is known of one material; at least one is there.
   *
   * @param structure [F] the crystal network's pooled feature, or null
   * @param pattern or null
   * @param literature or null
   */
  public record Input(float[] structure, PatternInput pattern, LiteratureInput literature) {
    /** Checks that there is something. */
    public Input {
      if (structure == null && pattern == null && literature == null) {
        throw new ModalityException(
            "material", "has neither a structure, a pattern nor a literature vector");
      }
    }
  }

  /**
   * Builds the graph and opens a session; {@link #assign} before anything else.
   *
   * @param intraThreads threads inside one operation
   */
  public Fusion(NetworkShape shape, LiteratureInput.Model literatureModel, int intraThreads) {
    this.shape = shape.withMembers(1, shape.heads());
    this.literatureModel = literatureModel;
    Map<String, int[]> shapes = new LinkedHashMap<>(shapes(shape, literatureModel));
    shapes.putAll(headShapes(this.shape));
    this.variables = new VariableSet(tf, shapes);
    this.structure = tf.placeholder(TFloat32.class);
    this.pattern = tf.placeholder(TFloat32.class);
    this.literature = tf.placeholder(TFloat32.class);
    this.present = tf.placeholder(TFloat32.class);
    List<Operand<TFloat32>> features =
        List.of(
            structure,
            PatternEncoder.encode(tf, PATTERN, variables::get, pattern),
            LiteratureEncoder.encode(tf, LITERATURE, variables::get, literature));
    this.fused = fuse(features);
    this.heads = new Heads(tf, this.shape, variables::get, List.of(fused));
    this.patternContrast =
        Contrast.loss(tf, PATTERN + "contrast/", variables::get, structure, features.get(1));
    this.literatureContrast =
        Contrast.loss(tf, LITERATURE + "contrast/", variables::get, structure, features.get(2));
    this.session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setAllowSoftPlacement(true)
                .setIntraOpParallelismThreads(intraThreads)
                .setInterOpParallelismThreads(1)
                .build());
  }

  /** Names and dimensions of what the fusion adds to a crystal network, in order. */
  public static Map<String, int[]> shapes(NetworkShape shape, LiteratureInput.Model model) {
    int width = shape.width();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.putAll(PatternEncoder.shapes(PATTERN, width));
    shapes.putAll(LiteratureEncoder.shapes(LITERATURE, model.size(), width));
    for (String modality : ORDER) {
      shapes.put(modality + GATE, new int[] {width, GATE_WIDTH});
      shapes.put(modality + GATE + "Bias", new int[] {GATE_WIDTH});
      shapes.put(modality + GATE + "Out", new int[] {GATE_WIDTH, 1});
      shapes.put(modality + GATE + "OutBias", new int[] {1});
    }
    shapes.putAll(Contrast.shapes(PATTERN + "contrast/", width, width, PROJECTION));
    shapes.putAll(Contrast.shapes(LITERATURE + "contrast/", width, width, PROJECTION));
    return shapes;
  }

  /** Starting weights. */
  public static Weights initial(NetworkShape shape, LiteratureInput.Model model, long seed) {
    Map<String, int[]> shapes = shapes(shape, model);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    InitialValues.of(shapes, seed)
        .forEach((name, value) -> entries.put(name, new Weights.Entry(shapes.get(name), value)));
    return new Weights(entries);
  }

  /** Sets all variables: the fusion's own and the crystal network's heads. */
  public void assign(Weights own, Weights network) {
    Map<String, float[]> values = new LinkedHashMap<>();
    shapes(shape, literatureModel)
        .keySet()
        .forEach(name -> values.put(name, own.get(name).values()));
    headShapes(shape).keySet().forEach(name -> values.put(name, network.get(name).values()));
    variables.assign(session, values);
  }

  /** Reads the fusion's own variables. */
  public Weights weights() {
    Map<String, float[]> read = variables.read(session);
    Map<String, Weights.Entry> entries = new LinkedHashMap<>();
    shapes(shape, literatureModel)
        .forEach((name, size) -> entries.put(name, new Weights.Entry(size, read.get(name))));
    return new Weights(entries);
  }

  /** What the heads say of the fused features, and those. */
  public NetworkSession.Forward forward(List<Input> inputs) {
    try (Tensors tensors = new Tensors();
        Result result =
            feed(session.runner(), inputs, tensors).fetch(heads.active()).fetch(fused).run()) {
      return new NetworkSession.Forward(Tensors.read(result.get(0)), Tensors.read(result.get(1)));
    }
  }

  /** Feeds materials; the tensors live until {@code tensors} is closed. */
  public Session.Runner feed(Session.Runner runner, List<Input> inputs, Tensors tensors) {
    float[] known = new float[inputs.size() * MODALITIES];
    for (int row = 0; row < inputs.size(); row++) {
      Input input = inputs.get(row);
      known[row * MODALITIES] = input.structure() == null ? 0 : 1;
      known[row * MODALITIES + 1] = input.pattern() == null ? 0 : 1;
      known[row * MODALITIES + 2] = input.literature() == null ? 0 : 1;
    }
    return feed(runner, inputs, known, tensors);
  }

  /**
   * Feeds materials of which the gates may see only a part.
   *
   * @param known [B, 3] 1 for what they may see
   */
  public Session.Runner feed(
      Session.Runner runner, List<Input> inputs, float[] known, Tensors tensors) {
    int rows = inputs.size();
    int width = shape.width();
    int words = literatureModel.size();
    float[] structures = new float[rows * width];
    float[] patterns = new float[rows * PatternInput.SIZE];
    float[] vectors = new float[rows * words];
    for (int row = 0; row < rows; row++) {
      Input input = inputs.get(row);
      place(input.structure(), structures, row, width);
      place(
          input.pattern() == null ? null : input.pattern().values(),
          patterns,
          row,
          PatternInput.SIZE);
      place(input.literature() == null ? null : input.literature().values(), vectors, row, words);
    }
    return runner
        .feed(structure, tensors.floats(structures, rows, width))
        .feed(pattern, tensors.floats(patterns, rows, PatternInput.SIZE))
        .feed(literature, tensors.floats(vectors, rows, words))
        .feed(present, tensors.floats(known, rows, MODALITIES));
  }

  /** Layout of the heads: those of the first trunk. */
  public NetworkShape shape() {
    return shape;
  }

  /** The graph, for training to add a loss to. */
  public Graph graph() {
    return graph;
  }

  /** Ops builder on that graph. */
  public Ops ops() {
    return tf;
  }

  /** The session, for training's own targets. */
  public Session session() {
    return session;
  }

  /** The crystal network's heads on the fused feature. */
  public Heads heads() {
    return heads;
  }

  /** What training may change, by name: all but the heads. */
  public Map<String, Variable<TFloat32>> trainable() {
    Map<String, Variable<TFloat32>> trainable = new LinkedHashMap<>(variables.all());
    trainable.keySet().removeAll(headShapes(shape).keySet());
    return trainable;
  }

  /**
   * InfoNCE of structure against pattern plus structure against literature; only for batches whose
   * rows have all three.
   */
  public Operand<TFloat32> contrast() {
    return tf.math.add(patternContrast, literatureContrast);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private static void place(float[] values, float[] all, int row, int size) {
    if (values != null) {
      if (values.length != size) {
        throw new ModalityException(
            "input", "has " + values.length + " numbers where the network takes " + size);
      }
      System.arraycopy(values, 0, all, row * size, size);
    }
  }

  private static Map<String, int[]> headShapes(NetworkShape shape) {
    Map<String, int[]> shapes = new LinkedHashMap<>(Parameters.shapes(shape));
    shapes.keySet().removeIf(name -> !name.startsWith("head"));
    return shapes;
  }

  private Operand<TFloat32> fuse(List<Operand<TFloat32>> features) {
    List<Operand<TFloat32>> gates = new ArrayList<>();
    for (int index = 0; index < MODALITIES; index++) {
      Layers layers = new Layers(tf, ORDER.get(index), variables::get);
      gates.add(layers.affine(layers.silu(layers.affine(features.get(index), GATE)), GATE + "Out"));
    }
    Operand<TInt32> columns = tf.constant(1);
    Operand<TFloat32> absent =
        tf.math.mul(tf.math.sub(tf.constant(1f), present), tf.constant(ABSENT));
    Operand<TFloat32> shares = tf.nn.softmax(tf.math.add(tf.concat(gates, columns), absent));
    Operand<TFloat32> sum = null;
    for (int index = 0; index < MODALITIES; index++) {
      Operand<TFloat32> share =
          tf.slice(shares, tf.constant(new int[] {0, index}), tf.constant(new int[] {-1, 1}));
      Operand<TFloat32> part = tf.math.mul(features.get(index), share);
      sum = sum == null ? part : tf.math.add(sum, part);
    }
    return sum;
  }
}
