package io.athanor.gateway.export;

import io.athanor.event.Objective;
import io.athanor.event.ObservationDerived;
import io.athanor.materials.MaterialException;
import io.athanor.materials.unit.Units;
import java.util.List;
import java.util.OptionalDouble;

/** What was measured of an objective, as cells of a row. */
final class Measured {
  private Measured() {}

  /** Mean, standard error and number of readings. */
  static void add(List<Object> row, Objective objective, List<ObservationDerived> seen) {
    double sum = 0;
    double squares = 0;
    boolean errors = true;
    long count = 0;
    for (ObservationDerived each : seen) {
      OptionalDouble value = in(objective, each);
      if (value.isPresent()) {
        count++;
        sum += value.getAsDouble();
        Double sem = each.getQuantity().getSem();
        errors &= sem != null;
        double error = sem == null ? 0 : error(objective, each, value.getAsDouble());
        squares += error * error;
      }
    }
    row.add(count == 0 ? null : (Object) (sum / count));
    row.add(count == 0 || !errors ? null : (Object) (Math.sqrt(squares) / count));
    row.add(count == 0 ? null : (Object) count);
  }

  /** What is in another dimension than the objective is none of it. */
  private static OptionalDouble in(Objective objective, ObservationDerived observation) {
    if (!observation.getProperty().equals(objective.getProperty())) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(
          Units.convert(
              observation.getQuantity().getValue(),
              observation.getQuantity().getUnit(),
              objective.getUnit()));
    } catch (MaterialException e) {
      return OptionalDouble.empty();
    }
  }

  private static double error(Objective objective, ObservationDerived observation, double value) {
    if (observation.getQuantity().getUnit().equals(objective.getUnit())) {
      return observation.getQuantity().getSem();
    }
    double above = observation.getQuantity().getValue() + observation.getQuantity().getSem();
    return Units.convert(above, observation.getQuantity().getUnit(), objective.getUnit()) - value;
  }
}
