package io.athanor.materials.space;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What a linear program says of a slice: whether anything is left, and a point well inside. */
final class SliceProgram {
  private final RecipeSpace space;
  private final Slice slice;
  private final double[] low;
  private final double[] high;

  SliceProgram(RecipeSpace space, Slice slice) {
    this.space = space;
    this.slice = slice;
    int size = space.parameters().size();
    low = new double[size];
    high = new double[size];
    for (int i = 0; i < size; i++) {
      low[i] = slice.low(i);
      high[i] = slice.high(i);
    }
  }

  /** Fields of linear rules that contradict each other here, with steps taken as continuous. */
  Optional<List<String>> contradiction() {
    for (int i = 0; i < low.length; i++) {
      if (low[i] > high[i]) {
        return Optional.of(List.of("parameters[" + i + "]"));
      }
    }
    LinearProgram.Outcome outcome = program(low, high, 0).maximise(new double[low.length]);
    return outcome.isFeasible()
        ? Optional.empty()
        : Optional.of(outcome.conflict().stream().map(i -> slice.rows().get(i).field()).toList());
  }

  /**
   * A point as far from the linear bounds as can be, with steps as in {@code point}; empty where
   * there is none. Nonlinear rules are not looked at.
   */
  Optional<double[]> centre(double[] point) {
    int size = low.length;
    double[] least = Arrays.copyOf(low, size + 1);
    double[] greatest = Arrays.copyOf(high, size + 1);
    for (int i = 0; i < size; i++) {
      if (!(space.parameters().get(i) instanceof Parameter.Continuous)) {
        least[i] = point[i];
        greatest[i] = point[i];
      } else if (least[i] > greatest[i]) {
        return Optional.empty();
      }
    }
    greatest[size] = 1;
    LinearProgram program = program(least, greatest, 1);
    for (int place : slice.free()) {
      double[] row = new double[size + 1];
      row[size] = slice.width(place) / 2;
      row[place] = -1;
      program.add(row.clone(), false, -low[place]);
      row[place] = 1;
      program.add(row, false, high[place]);
    }
    double[] objective = new double[size + 1];
    objective[size] = 1;
    LinearProgram.Outcome outcome = program.maximise(objective);
    if (!outcome.isFeasible()) {
      return Optional.empty();
    }
    double[] centre = Arrays.copyOf(outcome.point(), size);
    slice.equalities().correct(centre);
    return Optional.of(slice.clamp(centre));
  }

  /**
   * Least and greatest value that the linear rules leave to one coordinate, where those said in
   * {@code fixed} have the values of {@code point}; empty where they leave none.
   */
  Optional<double[]> range(int place, double[] point, BitSet fixed) {
    double[] least = low.clone();
    double[] greatest = high.clone();
    for (int i = fixed.nextSetBit(0); i >= 0; i = fixed.nextSetBit(i + 1)) {
      least[i] = point[i];
      greatest[i] = point[i];
    }
    double[] objective = new double[low.length];
    objective[place] = 1;
    LinearProgram.Outcome top = program(least, greatest, 0).maximise(objective);
    if (!top.isFeasible()) {
      return Optional.empty();
    }
    objective[place] = -1;
    LinearProgram.Outcome bottom = program(least, greatest, 0).maximise(objective);
    return Optional.of(new double[] {bottom.point()[place], top.point()[place]});
  }

  private LinearProgram program(double[] least, double[] greatest, int extra) {
    LinearProgram program = new LinearProgram(least, greatest);
    for (Rules.Row row : slice.rows()) {
      double sign = row.relation() == Relation.AT_LEAST ? -1 : 1;
      double[] coefficients = new double[low.length + extra];
      double reach = 0;
      for (int i = 0; i < row.places().length; i++) {
        int place = row.places()[i];
        coefficients[place] += sign * row.coefficients()[i];
        boolean moves = space.parameters().get(place) instanceof Parameter.Continuous;
        reach += moves ? Math.abs(row.coefficients()[i]) * slice.width(place) / 2 : 0;
      }
      boolean equal = row.relation() == Relation.EQUAL;
      if (extra > 0 && !equal) {
        coefficients[low.length] = reach;
      }
      program.add(coefficients, equal, sign * row.bound());
    }
    return program;
  }
}
