package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A space's rules with names resolved to coordinates, for checking many points. */
final class Rules {
  private static final double EQUALITY = 1e-9;
  private static final double INEQUALITY = 1e-12;

  /** One linear rule: coordinates, coefficients, and how it compares. */
  record Row(String field, int[] places, double[] coefficients, Relation relation, double bound) {
    double sum(double[] point) {
      double sum = 0;
      for (int i = 0; i < places.length; i++) {
        sum += coefficients[i] * point[places[i]];
      }
      return sum;
    }

    private double scale(double[] point) {
      double scale = Math.max(1e-300, Math.abs(bound));
      for (int i = 0; i < places.length; i++) {
        scale += Math.abs(coefficients[i] * point[places[i]]);
      }
      return scale;
    }

    boolean holds(double[] point) {
      double over = sum(point) - bound;
      return switch (relation) {
        case AT_MOST -> over <= INEQUALITY * scale(point);
        case AT_LEAST -> over >= -INEQUALITY * scale(point);
        case EQUAL -> Math.abs(over) <= EQUALITY * scale(point);
      };
    }
  }

  private record Count(String field, int[] places, int fewest, int most) {}

  private record Ban(String field, int[] places, int[] options) {
    boolean applies(double[] point) {
      for (int i = 0; i < places.length; i++) {
        if (point[places[i]] != options[i]) {
          return false;
        }
      }
      return true;
    }
  }

  private final RecipeSpace space;
  private final double[] low;
  private final double[] high;
  private final List<Set<Double>> values = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Count> counts = new ArrayList<>();
  private final List<Ban> bans = new ArrayList<>();
  private final List<Constraint.Nonlinear> comparisons;

  Rules(RecipeSpace space) {
    this.space = space;
    int size = space.parameters().size();
    low = new double[size];
    high = new double[size];
    for (int i = 0; i < size; i++) {
      low[i] = space.low(i);
      high[i] = space.high(i);
      values.add(
          space.parameters().get(i) instanceof Parameter.Discrete discrete
              ? discrete.values().stream().map(each -> each + 0.0).collect(Collectors.toSet())
              : Set.of());
    }
    for (Constraint.Linear each : Constraint.only(space.constraints(), Constraint.Linear.class)) {
      rows.add(
          new Row(
              each.field(),
              places(each),
              each.terms().values().stream().mapToDouble(Double::doubleValue).toArray(),
              each.relation(),
              each.bound()));
    }
    for (Constraint.Cardinality each :
        Constraint.only(space.constraints(), Constraint.Cardinality.class)) {
      counts.add(new Count(each.field(), places(each), each.fewest(), each.most()));
    }
    for (Constraint.Forbidden each :
        Constraint.only(space.constraints(), Constraint.Forbidden.class)) {
      bans.add(
          new Ban(
              each.field(),
              places(each),
              each.options().entrySet().stream()
                  .mapToInt(
                      pick ->
                          ((Parameter.Named) space.parameter(pick.getKey()))
                              .options()
                              .indexOf(pick.getValue()))
                  .toArray()));
    }
    comparisons = Constraint.only(space.constraints(), Constraint.Nonlinear.class);
  }

  private int[] places(Constraint constraint) {
    return constraint.names().stream().mapToInt(space::place).toArray();
  }

  List<Row> rows() {
    return rows;
  }

  /** The first field that a point breaks, or null. */
  String breach(double[] point) {
    for (int i = 0; i < low.length; i++) {
      double x = point[i];
      Parameter parameter = space.parameters().get(i);
      boolean fits = x >= low[i] && x <= high[i];
      if (parameter instanceof Parameter.Discrete) {
        fits &= values.get(i).contains(x + 0.0);
      } else if (!(parameter instanceof Parameter.Continuous)) {
        fits &= x == Math.rint(x);
      }
      if (!fits) {
        return "parameters[" + i + "]";
      }
    }
    for (int m = 0; m < space.mixtures().size(); m++) {
      if (!mixes(space.mixtures().get(m), space.members(m), point)) {
        return "mixtures[" + m + "]";
      }
    }
    for (Ban ban : bans) {
      if (ban.applies(point)) {
        return ban.field();
      }
    }
    return numericBreach(point);
  }

  private String numericBreach(double[] point) {
    for (Row row : rows) {
      if (!row.holds(point)) {
        return row.field();
      }
    }
    for (Count count : counts) {
      int active = 0;
      for (int place : count.places()) {
        active += point[place] != 0 ? 1 : 0;
      }
      if (active < count.fewest() || active > count.most()) {
        return count.field();
      }
    }
    for (Constraint.Nonlinear each : comparisons) {
      if (!each.comparison().holds(point)) {
        return each.field();
      }
    }
    return null;
  }

  /** Whether named options keep to what is forbidden; numbers do not matter. */
  boolean allowsOptions(double[] point) {
    return bans.stream().noneMatch(ban -> ban.applies(point));
  }

  /** Sum of what the nonlinear comparisons lack. */
  double lack(double[] point) {
    double lack = 0;
    for (Constraint.Nonlinear each : comparisons) {
      lack += each.comparison().violation(point);
    }
    return lack;
  }

  private static boolean mixes(Mixture mixture, int[] members, double[] point) {
    double sum = 0;
    int present = 0;
    for (int place : members) {
      double x = point[place];
      sum += x;
      if (x != 0) {
        present++;
        double units = x * mixture.divisions();
        if (x < mixture.presence() || Math.abs(units - Math.rint(units)) > 1e-6) {
          return false;
        }
      }
    }
    return Math.abs(sum - 1) <= RecipeSpace.SUM_TOLERANCE
        && present >= mixture.fewest()
        && present <= mixture.most();
  }
}
