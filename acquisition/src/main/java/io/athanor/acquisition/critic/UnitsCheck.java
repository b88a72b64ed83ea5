package io.athanor.acquisition.critic;

import io.athanor.materials.space.Parameter;
import io.athanor.materials.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether the declared unit measures what the setting's name promises. */
final class UnitsCheck {
  private static final String CHECK = "units";
  private static final double WRONG_DIMENSION = 0.95;
  private static final double UNKNOWN = 0.2;

  private static final Set<String> PLAIN = Set.of("1", "%", "[ppth]", "[ppm]");

  private UnitsCheck() {}

  static List<Finding> of(List<Declared> inputs) {
    List<Finding> findings = new ArrayList<>();
    for (Declared input : inputs) {
      if (!input.unit().isBlank() && !(input.parameter() instanceof Parameter.Named)) {
        look(input, findings);
      }
    }
    return List.copyOf(findings);
  }

  private static void look(Declared input, List<Finding> findings) {
    String name = input.parameter().name();
    if (!Units.isKnown(input.unit())) {
      findings.add(
          new Finding(
              CHECK, UNKNOWN, "%s is in '%s', no known unit".formatted(name, input.unit())));
      return;
    }
    // a number without dimension may be a set point of the machine's own scale
    boolean plain = PLAIN.contains(Units.code(input.unit()));
    Quality.of(name)
        .unit()
        .filter(unit -> !plain && !Units.isConvertible(input.unit(), unit))
        .ifPresent(
            unit ->
                findings.add(
                    new Finding(
                        CHECK,
                        WRONG_DIMENSION,
                        "%s is in '%s', which is no unit like '%s'"
                            .formatted(name, input.unit(), unit))));
  }
}
