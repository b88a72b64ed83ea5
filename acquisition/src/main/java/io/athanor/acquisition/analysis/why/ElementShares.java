package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Probe;
import io.athanor.acquisition.planner.space.SearchSpace;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The posterior mean at a candidate by the elements of its formula. Nobody can embed a formula with
 * an element taken out without the model, so the posterior mean over the pool is projected on
 * atomic fractions by ridge regression: each element's share is its slope times how much more of it
 * the candidate has than the pool on average, and what composition does not explain, structure and
 * the interplay of elements, is a share of its own. The sum is the mean exactly.
 */
final class ElementShares {
  private static final int MOST_ROWS = 2000;
  private static final double RIDGE = 1e-6;

  private ElementShares() {}

  /**
   * Of a choice from a pool of which formulas are known; empty where they are not.
   *
   * @param formulas by pool index
   */
  static Optional<Attribution> of(
      PlanningProblem problem,
      Choice choice,
      double recorded,
      List<Optional<Composition>> formulas,
      PlannerMemo memo) {
    if (!(problem.space() instanceof SearchSpace.Pool pool)
        || choice.candidate().isEmpty()
        || formulas.get(choice.candidate().getAsInt()).isEmpty()
        || problem.history(0).isEmpty()) {
      return Optional.empty();
    }
    int own = choice.candidate().getAsInt();
    List<Integer> rows = rows(formulas, own);
    SortedMap<Element, Integer> columns = new TreeMap<>();
    rows.forEach(row -> formulas.get(row).orElseThrow().elements().forEach(e -> columns.put(e, 0)));
    int next = 0;
    for (Element each : List.copyOf(columns.keySet())) {
      columns.put(each, next++);
    }
    if (columns.size() < 2) {
      return Optional.empty();
    }
    List<Choice.Belief> beliefs =
        Probe.beliefs(
                problem,
                rows.stream()
                    .map(row -> Probe.Setting.of(pool, pool.points().get(row), OptionalInt.of(row)))
                    .toList(),
                memo)
            .orElseThrow();
    double[][] fractions = new double[rows.size()][columns.size()];
    double[] means = new double[rows.size()];
    for (int i = 0; i < means.length; i++) {
      Composition formula = formulas.get(rows.get(i)).orElseThrow();
      for (Element each : formula.elements()) {
        fractions[i][columns.get(each)] = formula.fraction(each);
      }
      means[i] = beliefs.get(i).mean();
    }
    return Optional.of(shares(fractions, means, rows.indexOf(own), columns, recorded));
  }

  private static Attribution shares(
      double[][] fractions,
      double[] means,
      int own,
      SortedMap<Element, Integer> columns,
      double recorded) {
    double[] averages = new double[columns.size()];
    double base = 0;
    for (int i = 0; i < means.length; i++) {
      base += means[i] / means.length;
      for (int c = 0; c < averages.length; c++) {
        averages[c] += fractions[i][c] / means.length;
      }
    }
    double[] slopes = slopes(fractions, means, averages, base);
    List<Attribution.Part> parts = new ArrayList<>();
    double explained = 0;
    double absent = 0;
    for (var each : columns.entrySet()) {
      int c = each.getValue();
      double share = slopes[c] * (fractions[own][c] - averages[c]);
      explained += share;
      if (fractions[own][c] > 0) {
        parts.add(
            new Attribution.Part(
                each.getKey().symbol(),
                String.format(
                    Locale.ROOT,
                    "%s: %.3g of its atoms, %.3g on average",
                    each.getKey().symbol(),
                    fractions[own][c],
                    averages[c]),
                share));
      } else {
        absent += share;
      }
    }
    parts.add(new Attribution.Part("other elements", "elements that it does not have", absent));
    parts.add(
        new Attribution.Part(
            "structure and interplay",
            "what composition alone does not explain",
            means[own] - base - explained));
    return new Attribution(
        "elements",
        String.format(
            Locale.ROOT,
            "Ridge projection of the posterior mean of %d candidates on their atomic fractions,"
                + " R2 = %.2f.",
            means.length,
            explained(fractions, means, averages, slopes, base)),
        base,
        recorded,
        parts);
  }

  private static List<Integer> rows(List<Optional<Composition>> formulas, int own) {
    List<Integer> known = new ArrayList<>();
    for (int i = 0; i < formulas.size(); i++) {
      if (formulas.get(i).isPresent()) {
        known.add(i);
      }
    }
    int stride = (known.size() + MOST_ROWS - 1) / MOST_ROWS;
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (i % stride == 0 || known.get(i) == own) {
        rows.add(known.get(i));
      }
    }
    return rows;
  }

  private static double[] slopes(
      double[][] fractions, double[] means, double[] averages, double base) {
    int n = averages.length;
    DMatrixRMaj gram = new DMatrixRMaj(n, n);
    DMatrixRMaj right = new DMatrixRMaj(n, 1);
    for (int i = 0; i < means.length; i++) {
      for (int a = 0; a < n; a++) {
        double centred = fractions[i][a] - averages[a];
        right.add(a, 0, centred * (means[i] - base));
        for (int b = 0; b < n; b++) {
          gram.add(a, b, centred * (fractions[i][b] - averages[b]));
        }
      }
    }
    double ridge = RIDGE * Math.max(1, CommonOps_DDRM.trace(gram));
    for (int a = 0; a < n; a++) {
      gram.add(a, a, ridge);
    }
    DMatrixRMaj solution = new DMatrixRMaj(n, 1);
    if (!CommonOps_DDRM.solve(gram, right, solution)) {
      throw new IllegalStateException("a ridge regression has no solution");
    }
    return solution.getData().clone();
  }

  private static double explained(
      double[][] fractions, double[] means, double[] averages, double[] slopes, double base) {
    double left = 0;
    double all = 0;
    for (int i = 0; i < means.length; i++) {
      double fitted = base;
      for (int c = 0; c < slopes.length; c++) {
        fitted += slopes[c] * (fractions[i][c] - averages[c]);
      }
      left += (means[i] - fitted) * (means[i] - fitted);
      all += (means[i] - base) * (means[i] - base);
    }
    return all > 0 ? 1 - left / all : 1;
  }
}
