package io.athanor.loadtests.peer;

import io.athanor.inference.model.FrozenHeads;
import io.athanor.inference.model.FrozenWeights;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.loadtests.peer.OnnxGraph.Attribute;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a network as an ONNX model. In every form the states of elements are a table, products
 * with a bias are one Gemm and all members of a trunk lie side by side.
 *
 * <p>Inputs: {@code rows} [N] rows of the element table, {@code centres}, {@code neighbours} and
 * {@code lengths} [E], {@code distances} [U, 1], {@code weights} [E, 1], {@code pooling} [B, N].
 * Outputs: {@code heads} [B, K, O], or [B, K * O] in the order of {@link FrozenHeads} where folded,
 * and {@code embeddings} [B, F].
 */
public final class OnnxNetwork {
  /** Ways to write the same function; which one is fast is for the runtime to show. */
  public enum Form {
    /** Messages summed by ScatterND, LayerNormalization as one node. */
    SCATTER_ND,
    /** Messages summed by ScatterElements, with an index for every number. */
    SCATTER_ELEMENTS,
    /** ScatterND, and all that Athanor's own frozen network works out beforehand. */
    FOLDED
  }

  private static final float EPSILON = 1e-5f;
  private static final float LOG_SCALE_BOUND = 8f;

  private final OnnxGraph graph = new OnnxGraph();
  private final NetworkShape shape;
  private final FrozenWeights weights;
  private final FrozenHeads last;
  private final Form form;
  private String rows = "";
  private String centres = "";
  private String neighbours = "";
  private String lengths = "";
  private String edgeWeights = "";
  private String pooling = "";
  private String segments = "";

  private OnnxNetwork(NetworkShape shape, Weights weights, Form form) {
    this.shape = shape;
    this.weights = new FrozenWeights(shape, weights);
    this.last = new FrozenHeads(shape);
    this.form = form;
  }

  /** The model as the bytes of an {@code .onnx} file. */
  public static byte[] encode(NetworkShape shape, Weights weights, Form form) {
    return new OnnxNetwork(shape, weights, form).encode();
  }

  /** The distance that stands for having none, which only the last Gaussian knows. */
  static float composition(NetworkShape shape) {
    return (float) (1_000 * shape.radialCutoff());
  }

  private byte[] encode() {
    rows = graph.indices("rows", "N");
    centres = graph.indices("centres", "E");
    neighbours = graph.indices("neighbours", "E");
    lengths = graph.indices("lengths", "E");
    String distances = graph.floats("distances", "U", 1);
    edgeWeights = graph.floats("weights", "E", 1);
    pooling = graph.floats("pooling", "B", "N");
    segments = graph.apply("Unsqueeze", centres, graph.constant(1L));
    if (form == Form.SCATTER_ELEMENTS) {
      segments = graph.apply("Expand", segments, graph.constant(1L, shape.width()));
    }
    String edges = edgeFeatures(distances);
    List<String> members = new ArrayList<>();
    String embedding = "";
    for (int trunk = 0; trunk < shape.trunks(); trunk++) {
      String features = trunk(trunk, edges);
      embedding = trunk == 0 ? features : embedding;
      members.add(members(trunk, features));
    }
    String all = members.size() == 1 ? members.get(0) : concat(1, members);
    if (form == Form.FOLDED) {
      graph.output("heads", all, "B", shape.members() * shape.headOutputs());
    } else {
      graph.output("heads", activate(all), "B", shape.members(), shape.headOutputs());
    }
    graph.output("embeddings", embedding, "B", shape.width());
    return graph.toBytes();
  }

  private String edgeFeatures(String distances) {
    int centres = shape.radialCentres();
    float step = (float) (shape.radialCutoff() / centres);
    float[] mu = new float[centres + 1];
    for (int index = 0; index < centres; index++) {
      mu[index] = (index + 1) * step;
    }
    mu[centres] = composition(shape);
    String each = form == Form.FOLDED ? distances : graph.apply("Gather", distances, lengths);
    String apart = graph.apply("Sub", each, graph.constant(mu, 1, centres + 1));
    return graph.apply("Exp", scaled(graph.apply("Mul", apart, apart), -0.5f / step));
  }

  private String trunk(int trunk, String edges) {
    String prefix = trunk == 0 ? "" : "trunk" + trunk + "/";
    int width = shape.width();
    float[] table = weights.elementStates(trunk);
    String states = graph.apply("Gather", graph.constant(table, table.length / width, width), rows);
    String zeros = graph.apply("ConstantOfShape", graph.apply("Shape", states));
    for (int block = 0; block < shape.blocks(); block++) {
      String at = prefix + "block" + block + "/";
      String between = gemm(edges, at + "edge", at + "nearBias", width);
      if (form == Form.FOLDED) {
        between = graph.apply("Gather", between, lengths);
      }
      boolean known = block == 0 && form == Form.FOLDED;
      String near =
          known ? looked(table, at + "near", centres) : sent(states, at + "near", centres);
      String far =
          known ? looked(table, at + "far", neighbours) : sent(states, at + "far", neighbours);
      String message = silu(graph.apply("Add", graph.apply("Add", near, far), between));
      for (int layer = 1; layer < shape.messageDepth(); layer++) {
        String name = at + "message" + layer;
        message = silu(gemm(message, name, name + "Bias", width));
      }
      String summed = sum(zeros, graph.apply("Mul", message, edgeWeights));
      states = graph.apply("Add", states, silu(update(at, summed)));
    }
    String read = silu(gemm(states, prefix + "readout/weight", prefix + "readout/bias", width));
    return graph.apply("MatMul", pooling, read);
  }

  private String sent(String states, String name, String end) {
    String matrix = graph.constant(weights.values(name), shape.width(), shape.width());
    return graph.apply("Gather", graph.apply("MatMul", states, matrix), end);
  }

  private String looked(float[] states, String name, String end) {
    int width = shape.width();
    float[] products = FrozenWeights.product(states, weights.values(name), width);
    String table = graph.constant(products, products.length / width, width);
    return graph.apply("Gather", graph.apply("Gather", table, rows), end);
  }

  private String sum(String zeros, String messages) {
    Attribute add = new Attribute("reduction", "add");
    return form == Form.SCATTER_ELEMENTS
        ? graph.apply(
            "ScatterElements", List.of(add, new Attribute("axis", 0)), zeros, segments, messages)
        : graph.apply("ScatterND", List.of(add), zeros, segments, messages);
  }

  private String update(String at, String summed) {
    int width = shape.width();
    if (form == Form.FOLDED) {
      List<Attribute> last = List.of(new Attribute("axes", new long[] {1}));
      String apart = graph.apply("Sub", summed, graph.apply("ReduceMean", last, summed));
      String variance = graph.apply("ReduceMean", last, graph.apply("Mul", apart, apart));
      String epsilon = graph.constant(new float[] {EPSILON * shape.neighbours()});
      String deviation = graph.apply("Sqrt", graph.apply("Add", variance, epsilon));
      String product =
          graph.apply("MatMul", summed, graph.constant(weights.update(at), width, width));
      return graph.apply(
          "Add",
          graph.apply("Div", product, deviation),
          graph.constant(weights.updateBias(at), width));
    }
    String normal =
        graph.apply(
            "LayerNormalization",
            List.of(new Attribute("axis", -1), new Attribute("epsilon", EPSILON)),
            scaled(summed, (float) (1 / Math.sqrt(shape.neighbours()))),
            graph.constant(weights.values(at + "gain"), width),
            graph.constant(weights.values(at + "offset"), width));
    return gemm(normal, at + "node", at + "nodeBias", width);
  }

  private String members(int trunk, String features) {
    String hidden = silu(gemm(features, weights.hidden(trunk), weights.hiddenBias(trunk)));
    if (form == Form.FOLDED) {
      float[] bias = last.arranged(weights.outBias(trunk));
      return activateArranged(gemm(hidden, last.arranged(weights.out(trunk)), bias));
    }
    String flat = gemm(hidden, weights.out(trunk), weights.outBias(trunk));
    return graph.apply("Reshape", flat, graph.constant(-1L, shape.heads(), shape.headOutputs()));
  }

  /** As Athanor's own frozen heads are; those without columns are left out. */
  private String activateArranged(String raw) {
    List<String> parts = new ArrayList<>();
    String[] functions = {"Identity", "Sigmoid", "Softplus", "Tanh"};
    long start = 0;
    for (int kind = 0; kind < functions.length; kind++) {
      long end = start + last.sizes()[kind];
      if (end > start) {
        parts.add(graph.apply(functions[kind], columns(raw, start, end, 1)));
      }
      start = end;
    }
    return concat(1, parts);
  }

  private String activate(String raw) {
    List<String> columns = new ArrayList<>();
    for (Property property : shape.properties()) {
      int at = shape.offset(property);
      switch (property.kind()) {
        case REAL -> {
          columns.add(column(raw, at));
          columns.add(bound(column(raw, at + 1)));
        }
        case HURDLE -> {
          columns.add(graph.apply("Sigmoid", column(raw, at)));
          columns.add(graph.apply("Softplus", column(raw, at + 1)));
          columns.add(bound(column(raw, at + 2)));
        }
        default -> throw new IllegalStateException(property.kind().name());
      }
    }
    return concat(2, columns);
  }

  private String column(String raw, int index) {
    return columns(raw, index, index + 1L, 2);
  }

  private String columns(String raw, long start, long end, long axis) {
    return graph.apply(
        "Slice", raw, graph.constant(start), graph.constant(end), graph.constant(axis));
  }

  private String bound(String logScale) {
    return scaled(graph.apply("Tanh", scaled(logScale, 1 / LOG_SCALE_BOUND)), LOG_SCALE_BOUND);
  }

  private String scaled(String input, float factor) {
    return graph.apply("Mul", input, graph.constant(new float[] {factor}));
  }

  private String silu(String input) {
    return graph.apply("Mul", input, graph.apply("Sigmoid", input));
  }

  private String concat(int axis, List<String> parts) {
    return graph.apply(
        "Concat", List.of(new Attribute("axis", axis)), parts.toArray(String[]::new));
  }

  private String gemm(String input, String weight, String bias, int columns) {
    float[] values = weights.values(weight);
    return graph.apply(
        "Gemm",
        input,
        graph.constant(values, values.length / columns, columns),
        graph.constant(weights.values(bias), columns));
  }

  private String gemm(String input, float[] matrix, float[] bias) {
    return graph.apply(
        "Gemm",
        input,
        graph.constant(matrix, matrix.length / bias.length, bias.length),
        graph.constant(bias, bias.length));
  }
}
