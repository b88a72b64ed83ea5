package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition.Wanted;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.materials.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What campaign-defined wants of its properties. */
final class ObjectiveMapper {
  private static final String INVALID = "invalid-field";

  private ObjectiveMapper() {}

  static List<Wanted> wanted(List<io.athanor.event.Objective> events) {
    List<Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      wanted.add(wanted(events.get(i), "objectives[" + i + "]"));
    }
    return wanted;
  }

  private static Wanted wanted(io.athanor.event.Objective event, String field) {
    if (!Units.isKnown(event.getUnit())) {
      throw new RefusedException(
          "unknown-unit", field + ".unit", "unit '" + event.getUnit() + "' is not known");
    }
    try {
      return new Wanted(
          event.getProperty(),
          event.getUnit(),
          new Objective(
              goal(event, field),
              optional(event.getLower()),
              optional(event.getUpper()),
              optional(event.getReference()),
              event.getWeight()));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(INVALID, field, e.getMessage());
    }
  }

  private static Goal goal(io.athanor.event.Objective event, String field) {
    return switch (event.getGoal()) {
      case MAXIMIZE -> new Goal.Maximize();
      case MINIMIZE -> new Goal.Minimize();
      case TARGET -> {
        if (event.getTarget() == null) {
          throw new RefusedException(INVALID, field + ".target", "goal TARGET needs a target");
        }
        yield new Goal.Target(event.getTarget());
      }
      case WINDOW ->
          new Goal.Window(
              event.getLower() == null ? Double.NEGATIVE_INFINITY : event.getLower(),
              event.getUpper() == null ? Double.POSITIVE_INFINITY : event.getUpper());
      case UNKNOWN -> throw DefinitionMapper.unknown(field + ".goal");
    };
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
