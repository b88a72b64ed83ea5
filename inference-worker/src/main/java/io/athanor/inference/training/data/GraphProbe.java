package io.athanor.inference.training.data;

import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkShape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;

/**
 * Tells ways to make graphs apart by the graphs they make of a few materials: another setting or
 * another rule gives another digest, without anybody having to remember a version.
 */
final class GraphProbe {
  private static final double[][] CUBE = {{4.2, 0, 0}, {0, 4.2, 0}, {0, 0, 4.2}};
  private static final double[][] SKEW = {{5.1, 0, 0}, {1.3, 4.7, 0}, {-0.8, 1.9, 6.3}};
  private static final double[][] LAYER = {{3.1, 0, 0}, {-1.55, 2.6847, 0}, {0, 0, 12.4}};

  private GraphProbe() {}

  /** Hex digest of the way that a network's graphs are made. */
  static String of(NetworkShape shape) {
    GraphBuilder builder = new GraphBuilder(shape);
    List<MaterialGraph> graphs =
        List.of(
            builder.crystal(CUBE, new int[] {55, 17}, new double[][] {{0, 0, 0}, {.5, .5, .5}}),
            builder.crystal(
                SKEW,
                new int[] {22, 8, 8, 3},
                new double[][] {{.1, .2, .3}, {.6, .55, .1}, {.35, .8, .7}, {.9, .1, .8}}),
            builder.crystal(
                LAYER,
                new int[] {42, 16, 16},
                new double[][] {{1 / 3.0, 2 / 3.0, .25}, {2 / 3.0, 1 / 3.0, .12}, {0, 0, .38}}),
            builder.composition(new TreeMap<>(java.util.Map.of(26, 2.0, 8, 3.0))));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (MaterialGraph graph : graphs) {
        GraphRecords.write(out, graph);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return Digests.hex(Digests.sha256().digest(bytes.toByteArray()));
  }
}
