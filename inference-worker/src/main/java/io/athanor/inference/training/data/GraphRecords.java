package io.athanor.inference.training.data;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Graphs as bytes. */
final class GraphRecords {
  private static final int MOST_ENTRIES = 1 << 24;

  private GraphRecords() {}

  static void write(DataOutputStream out, MaterialGraph graph) throws IOException {
    out.writeUTF(graph.mode().name());
    integers(out, graph.elements());
    floats(out, graph.nodeWeights());
    integers(out, graph.centres());
    integers(out, graph.neighbours());
    floats(out, graph.distances());
    floats(out, graph.edgeWeights());
  }

  static MaterialGraph read(DataInputStream in) throws IOException {
    return new MaterialGraph(
        InputMode.valueOf(in.readUTF()),
        integers(in),
        floats(in),
        integers(in),
        integers(in),
        floats(in),
        floats(in));
  }

  private static void integers(DataOutputStream out, int[] values) throws IOException {
    out.writeInt(values.length);
    for (int value : values) {
      out.writeInt(value);
    }
  }

  private static void floats(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static int[] integers(DataInputStream in) throws IOException {
    int[] values = new int[length(in)];
    for (int index = 0; index < values.length; index++) {
      values[index] = in.readInt();
    }
    return values;
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[length(in)];
    for (int index = 0; index < values.length; index++) {
      values[index] = in.readFloat();
    }
    return values;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_ENTRIES) {
      throw new IOException("an array of " + length + " entries");
    }
    return length;
  }
}
