package io.athanor.loadtests.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX model under construction, in the protocol buffers encoding of onnx.proto3. Values are
 * named by strings; a node's output is named after the node.
 */
final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  // field numbers of onnx.proto3
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;

  /**
   * A node's attribute.
   *
   * @param value an Integer, a Float, a long[] or a String
   */
  record Attribute(String name, Object value) {
    private ProtoMessage message() {
      ProtoMessage message = new ProtoMessage().text(1, name);
      if (value instanceof Float real) {
        return message.real(2, real).number(20, 1);
      }
      if (value instanceof Integer number) {
        return message.number(3, number).number(20, 2);
      }
      if (value instanceof long[] numbers) {
        for (long number : numbers) {
          message.number(8, number);
        }
        return message.number(20, 7);
      }
      return message.text(4, (String) value).number(20, 3);
    }
  }

  private final ProtoMessage graph = new ProtoMessage().text(GRAPH_NAME, "network");
  private int names;

  /** Declares a float input; an unknown dimension has a name. */
  String floats(String name, Object... dimensions) {
    graph.message(GRAPH_INPUT, value(name, FLOAT, dimensions));
    return name;
  }

  /** Declares an index input. */
  String indices(String name, Object... dimensions) {
    graph.message(GRAPH_INPUT, value(name, INT64, dimensions));
    return name;
  }

  /** Declares a float output under its own name. */
  void output(String name, String value, Object... dimensions) {
    node(name, "Identity", List.of(), value);
    graph.message(GRAPH_OUTPUT, value(name, FLOAT, dimensions));
  }

  /** A constant tensor of floats, row-major. */
  String constant(float[] values, int... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return initializer(FLOAT, raw.array(), shape);
  }

  /** A constant vector of integers. */
  String constant(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return initializer(INT64, raw.array(), values.length);
  }

  /** Adds a node without attributes. */
  String apply(String type, String... inputs) {
    return apply(type, List.of(), inputs);
  }

  /** Adds a node. */
  String apply(String type, List<Attribute> attributes, String... inputs) {
    return node(type + names++, type, attributes, inputs);
  }

  /** The model, encoded. */
  byte[] toBytes() {
    return new ProtoMessage()
        .number(1, IR_VERSION)
        .text(2, "athanor")
        .message(7, graph)
        .message(8, new ProtoMessage().text(1, "").number(2, OPSET))
        .toBytes();
  }

  private String node(String name, String type, List<Attribute> attributes, String... inputs) {
    ProtoMessage node = new ProtoMessage();
    for (String input : inputs) {
      node.text(1, input);
    }
    node.text(2, name).text(3, name).text(4, type);
    attributes.forEach(attribute -> node.message(5, attribute.message()));
    graph.message(GRAPH_NODE, node);
    return name;
  }

  private String initializer(int type, byte[] raw, int... shape) {
    String name = "constant" + names++;
    ProtoMessage tensor = new ProtoMessage();
    for (int dimension : shape) {
      tensor.number(1, dimension);
    }
    graph.message(GRAPH_INITIALIZER, tensor.number(2, type).text(8, name).bytes(9, raw));
    return name;
  }

  private static ProtoMessage value(String name, int type, Object... dimensions) {
    ProtoMessage shape = new ProtoMessage();
    for (Object dimension : dimensions) {
      ProtoMessage one = new ProtoMessage();
      shape.message(
          1,
          dimension instanceof Integer known ? one.number(1, known) : one.text(2, "" + dimension));
    }
    ProtoMessage tensor = new ProtoMessage().number(1, type).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
