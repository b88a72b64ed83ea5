package io.athanor.gateway.event;

import io.athanor.event.Goal;
import io.athanor.event.Objective;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a campaign wants: JSON to {@link Objective}s, and back. */
final class Objectives {
  private Objectives() {}

  static List<Objective> read(JsonArray json) {
    List<Objective> objectives = new ArrayList<>();
    Set<String> properties = new HashSet<>();
    for (int i = 0; i < json.size(); i++) {
      Objective objective = read(json.getJsonObject(i), "/objectives/" + i);
      if (!properties.add(objective.getProperty())) {
        throw ProblemException.at(
            "/objectives/" + i + "/property",
            ProblemCode.INVALID_FIELD,
            "'" + objective.getProperty() + "' is an objective already");
      }
      objectives.add(objective);
    }
    return objectives;
  }

  private static Objective read(JsonObject json, String at) {
    Goal goal = Spelling.read(Goal.class, json.getString("goal"));
    Double target = number(json, "target", at);
    if ((goal == Goal.TARGET) != (target != null)) {
      throw ProblemException.at(
          at + "/target",
          ProblemCode.INVALID_FIELD,
          target == null ? "is missing: the goal is target" : "is only for the goal target");
    }
    Double lower = number(json, "lower", at);
    Double upper = number(json, "upper", at);
    if (goal == Goal.WINDOW && lower == null && upper == null) {
      throw ProblemException.at(
          at + "/lower", ProblemCode.INVALID_FIELD, "a window needs lower, upper or both");
    }
    if (lower != null && upper != null && lower >= upper) {
      throw ProblemException.at(
          at + "/upper", ProblemCode.INVALID_FIELD, "must be above lower, which is " + lower);
    }
    double weight = Values.positive(json.getNumber("weight", 1.0), at + "/weight");
    return Objective.newBuilder()
        .setProperty(json.getString("property"))
        .setUnit(Values.unit(json.getString("unit"), at + "/unit"))
        .setGoal(goal)
        .setTarget(target)
        .setLower(lower)
        .setUpper(upper)
        .setReference(number(json, "reference", at))
        .setWeight(weight)
        .build();
  }

  static JsonArray json(List<Objective> objectives) {
    JsonArray json = new JsonArray();
    objectives.forEach(each -> json.add(json(each)));
    return json;
  }

  private static JsonObject json(Objective objective) {
    JsonObject json =
        new JsonObject()
            .put("property", objective.getProperty())
            .put("unit", objective.getUnit())
            .put("goal", Spelling.of(objective.getGoal()));
    Values.putIfPresent(json, "target", objective.getTarget());
    Values.putIfPresent(json, "lower", objective.getLower());
    Values.putIfPresent(json, "upper", objective.getUpper());
    Values.putIfPresent(json, "reference", objective.getReference());
    return json.put("weight", objective.getWeight());
  }

  private static Double number(JsonObject json, String name, String at) {
    Number number = json.getNumber(name);
    return number == null ? null : (Double) Values.finite(number, at + "/" + name);
  }
}
