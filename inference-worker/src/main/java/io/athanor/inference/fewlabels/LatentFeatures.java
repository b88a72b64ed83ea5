package io.athanor.inference.fewlabels;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Tensors;
import io.athanor.inference.model.Trunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Session;

/**
 * What a trained network, as it is, and the bonds say of a crystal. Two blocks of many numbers: the
 * pooled embeddings of all trunks, and the largest state of any site in each channel, which an
 * average over sites hides. Three of the element table the network reads: the mean over sites, the
 * lightest element, the pair of the stiffest bond. Then blocks of one number: what the heads expect
 * of each property they were trained on, how unsure they are, and {@link BondDescriptors}.
 */
final class LatentFeatures {
  private static final int BATCH = 32;
  private static final int ELEMENT_BLOCKS = 3;
  private static final double GAP_FLOOR = 0.1;

  private final NetworkSession session;
  private final NetworkShape shape;
  private final float[] table;

  /** Of a session whose weights are assigned; the session stays the caller's. */
  LatentFeatures(NetworkSession session) {
    this.session = session;
    this.shape = session.network().shape();
    this.table = session.weights().get("element/features").values();
  }

  /** Numbers of each block. */
  List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    widths.add(shape.trunks() * shape.width());
    widths.add(shape.trunks() * shape.width());
    widths.addAll(Collections.nCopies(ELEMENT_BLOCKS, shape.elementFeatures()));
    widths.addAll(
        Collections.nCopies(2 * shape.properties().size() + BondDescriptors.NAMES.size(), 1));
    return widths;
  }

  /**
   * One row a crystal, in order.
   *
   * @throws IllegalArgumentException where one is a composition
   */
  List<double[]> of(List<MaterialGraph> graphs) {
    List<double[]> rows = new ArrayList<>(graphs.size());
    for (int start = 0; start < graphs.size(); start += BATCH) {
      rows.addAll(batch(graphs.subList(start, Math.min(graphs.size(), start + BATCH))));
    }
    return rows;
  }

  private List<double[]> batch(List<MaterialGraph> graphs) {
    List<Bonds> bonds = graphs.stream().map(Bonds::of).toList();
    Network network = session.network();
    try (Tensors tensors = new Tensors()) {
      Session.Runner runner =
          network.feed(session.session().runner(), GraphBatch.of(shape, graphs), tensors);
      for (Trunk trunk : network.trunks()) {
        runner.fetch(trunk.embedding()).fetch(trunk.states());
      }
      runner.fetch(network.heads().active());
      try (Result result = runner.run()) {
        List<float[]> fetched = new ArrayList<>();
        for (int index = 0; index <= 2 * shape.trunks(); index++) {
          fetched.add(Tensors.read(result.get(index)));
        }
        return rows(bonds, fetched);
      }
    }
  }

  private List<double[]> rows(List<Bonds> bonds, List<float[]> fetched) {
    int length = widths().stream().mapToInt(Integer::intValue).sum();
    int width = shape.width();
    int pooled = shape.trunks() * width;
    List<double[]> rows = new ArrayList<>(bonds.size());
    int node = 0;
    for (int index = 0; index < bonds.size(); index++) {
      MaterialGraph graph = bonds.get(index).graph();
      double[] row = new double[length];
      Arrays.fill(row, pooled, 2 * pooled, Double.NEGATIVE_INFINITY);
      for (int trunk = 0; trunk < shape.trunks(); trunk++) {
        float[] embedding = fetched.get(2 * trunk);
        float[] states = fetched.get(2 * trunk + 1);
        for (int channel = 0; channel < width; channel++) {
          int at = trunk * width + channel;
          row[at] = embedding[index * width + channel];
          for (int site = node; site < node + graph.size(); site++) {
            row[pooled + at] = Math.max(row[pooled + at], states[site * width + channel]);
          }
        }
      }
      node += graph.size();
      int at = elements(row, 2 * pooled, bonds.get(index));
      at = says(row, at, fetched.get(2 * shape.trunks()), index);
      double[] numbers = BondDescriptors.of(bonds.get(index));
      System.arraycopy(numbers, 0, row, at, numbers.length);
      rows.add(row);
    }
    return rows;
  }

  private int elements(double[] row, int from, Bonds bonds) {
    int count = shape.elementFeatures();
    MaterialGraph graph = bonds.graph();
    int lightest = bonds.lightest().atomicNumber();
    int near = bonds.near(bonds.stiffest()).atomicNumber();
    int far = bonds.far(bonds.stiffest()).atomicNumber();
    for (int column = 0; column < count; column++) {
      for (int node = 0; node < graph.size(); node++) {
        row[from + column] +=
            graph.nodeWeights()[node] * table[graph.elements()[node] * count + column];
      }
      row[from + count + column] = table[lightest * count + column];
      row[from + 2 * count + column] = table[near * count + column] + table[far * count + column];
    }
    return from + ELEMENT_BLOCKS * count;
  }

  /**
   * Two numbers a property in the network's units: what is expected, and log scale or log value.
   */
  private int says(double[] row, int from, float[] heads, int index) {
    int at = from;
    int members = shape.members();
    for (Property property : shape.properties()) {
      double value = 0;
      double scale = 0;
      for (int member = 0; member < members; member++) {
        int head = (index * members + member) * shape.headOutputs() + shape.offset(property);
        boolean hurdle = property.kind() == Property.Kind.HURDLE;
        value += (hurdle ? heads[head] * heads[head + 1] : heads[head]) / members;
        scale += heads[head + 1] / members;
      }
      row[at++] = value;
      row[at++] = property.kind() == Property.Kind.HURDLE ? Math.log(value + GAP_FLOOR) : scale;
    }
    return at;
  }
}
