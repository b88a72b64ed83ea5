package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks an open model whether it answers the same crystal alike however it is written down: sites in
 * another order, moved, turned, repeated. A model that does not is broken, and must not serve.
 */
public final class InvarianceCheck {
  /** Largest difference that is rounding, in the deviation of the property's labels. */
  public static final double TOLERANCE = 1e-5;

  private static final double[][] LATTICE = {{4.9, 0.2, 0.1}, {-0.3, 5.4, 0.4}, {0.5, -0.2, 6.1}};
  private static final double[][] SITES = {
    {0.02, 0.05, 0.01}, {0.48, 0.51, 0.06}, {0.47, 0.03, 0.52}, {0.05, 0.49, 0.46}
  };
  private static final int DISTINCT = 3;
  private static final double ANGLE = 0.7;

  /** A cell as plain numbers. */
  private record Cell(double[][] lattice, int[] elements, double[][] sites) {}

  private InvarianceCheck() {}

  /**
   * Checks.
   *
   * @return the largest difference found, in deviations of the labels
   * @throws IllegalStateException naming what the model answers otherwise, and by how much
   */
  public static double verify(MaterialModel model) {
    Cell cell = cell(model);
    List<String> names = List.of("as it is", "permuted", "translated", "rotated", "a supercell");
    List<Cell> cells =
        List.of(cell, permuted(cell), translated(cell), rotated(cell), repeated(cell));
    GraphBuilder builder = new GraphBuilder(model.shape());
    List<MaterialGraph> graphs = new ArrayList<>();
    for (Cell each : cells) {
      graphs.add(builder.crystal(each.lattice(), each.elements(), each.sites()));
    }
    List<MaterialPrediction> predictions = model.predict(graphs);
    double largest = 0;
    for (int row = 1; row < names.size(); row++) {
      for (Property property : model.shape().properties()) {
        double difference =
            Math.abs(
                    predictions.get(row).estimates().get(property).mean()
                        - predictions.get(0).estimates().get(property).mean())
                / model.estimator().scales().of(property).deviation();
        if (!(difference <= TOLERANCE)) {
          throw new IllegalStateException(
              "the model gives a crystal %s another %s: by %.3g deviations"
                  .formatted(names.get(row), property.key(), difference));
        }
        largest = Math.max(largest, difference);
      }
    }
    return largest;
  }

  private static Cell cell(MaterialModel model) {
    List<Integer> known = new ArrayList<>();
    for (int number = 1; known.size() < DISTINCT; number++) {
      if (number >= model.shape().elementRows()) {
        throw new IllegalStateException("the model knows fewer than three elements");
      }
      if (model.knows(number)) {
        known.add(number);
      }
    }
    int[] elements = new int[SITES.length];
    for (int site = 0; site < elements.length; site++) {
      elements[site] = known.get(site % DISTINCT);
    }
    return new Cell(LATTICE, elements, SITES);
  }

  private static Cell permuted(Cell cell) {
    int count = cell.elements().length;
    int[] elements = new int[count];
    double[][] sites = new double[count][];
    for (int site = 0; site < count; site++) {
      elements[site] = cell.elements()[count - 1 - site];
      sites[site] = cell.sites()[count - 1 - site];
    }
    return new Cell(cell.lattice(), elements, sites);
  }

  private static Cell translated(Cell cell) {
    double[][] sites = new double[cell.sites().length][];
    for (int site = 0; site < sites.length; site++) {
      double[] old = cell.sites()[site];
      sites[site] = new double[] {old[0] + 0.31, old[1] - 1.27, old[2] + 5.02};
    }
    return new Cell(cell.lattice(), cell.elements(), sites);
  }

  private static Cell rotated(Cell cell) {
    double cosine = Math.cos(ANGLE);
    double sine = Math.sin(ANGLE);
    double[][] lattice = new double[3][];
    for (int row = 0; row < 3; row++) {
      double[] old = cell.lattice()[row];
      lattice[row] =
          new double[] {cosine * old[0] - sine * old[1], sine * old[0] + cosine * old[1], old[2]};
    }
    return new Cell(lattice, cell.elements(), cell.sites());
  }

  /** Twice along the second vector. */
  private static Cell repeated(Cell cell) {
    int count = cell.elements().length;
    int[] elements = new int[2 * count];
    double[][] sites = new double[2 * count][];
    for (int site = 0; site < 2 * count; site++) {
      double[] old = cell.sites()[site % count];
      elements[site] = cell.elements()[site % count];
      sites[site] = new double[] {old[0], (old[1] + site / count) / 2, old[2]};
    }
    double[][] lattice = cell.lattice().clone();
    lattice[1] = new double[] {2 * lattice[1][0], 2 * lattice[1][1], 2 * lattice[1][2]};
    return new Cell(lattice, elements, sites);
  }
}
