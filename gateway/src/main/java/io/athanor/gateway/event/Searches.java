package io.athanor.gateway.event;

import io.athanor.event.Cardinality;
import io.athanor.event.LinearConstraint;
import io.athanor.event.Mixture;
import io.athanor.event.Parameter;
import io.athanor.event.Pool;
import io.athanor.event.ProcessSpace;
import io.athanor.event.Relation;
import io.athanor.event.SpaceConstraint;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Where a campaign looks: JSON to a pool or a space, and back. */
final class Searches {
  private static final String POOL = "/search/pool";
  private static final String SPACE = "/search/space";

  private Searches() {}

  static Object read(JsonObject json) {
    JsonObject pool = json.getJsonObject("pool");
    return pool == null ? space(json.getJsonObject("space")) : pool(pool);
  }

  private static Pool pool(JsonObject json) {
    Pool pool =
        new Pool(
            Values.integer(json.getNumber("size")),
            Parameters.read(
                json.getJsonArray("parameters", new JsonArray()), POOL + "/parameters", false));
    if (pool.getSize() == 1) {
      throw ProblemException.at(
          POOL + "/size", ProblemCode.INVALID_FIELD, "a pool of one leaves nothing to choose");
    }
    SpaceRules.check(pool, POOL);
    return pool;
  }

  private static ProcessSpace space(JsonObject json) {
    List<Mixture> mixtures = new ArrayList<>();
    each(json, "mixtures", mixture -> mixtures.add(mixture(mixture, mixtures.size())));
    List<LinearConstraint> linear = new ArrayList<>();
    each(json, "linear", constraint -> linear.add(linear(constraint, linear.size())));
    List<Cardinality> cardinalities = new ArrayList<>();
    each(
        json,
        "cardinalities",
        count ->
            cardinalities.add(
                new Cardinality(
                    strings(count.getJsonArray("members")),
                    Values.integer(count.getNumber("fewest", 0)),
                    Values.integer(count.getNumber("most", 0)))));
    List<Map<String, String>> forbidden = new ArrayList<>();
    each(
        json,
        "forbidden",
        options -> {
          Map<String, String> map = new TreeMap<>();
          options.fieldNames().forEach(name -> map.put(name, options.getString(name)));
          forbidden.add(map);
        });
    List<Parameter> parameters =
        Parameters.read(json.getJsonArray("parameters"), SPACE + "/parameters", true);
    ProcessSpace space =
        ProcessSpace.newBuilder()
            .setParameters(parameters)
            .setConstraint(
                Spelling.read(SpaceConstraint.class, json.getString("constraint", "none")))
            .setMixtures(mixtures)
            .setLinear(linear)
            .setComparisons(strings(json.getJsonArray("comparisons", new JsonArray())))
            .setCardinalities(cardinalities)
            .setForbidden(forbidden)
            .build();
    SpaceRules.check(space, SPACE);
    return space;
  }

  private static Mixture mixture(JsonObject json, int index) {
    return Mixture.newBuilder()
        .setName(json.getString("name", "mixture " + index))
        .setMembers(strings(json.getJsonArray("members")))
        .setFewest(Values.integer(json.getNumber("fewest", 1)))
        .setMost(Values.integer(json.getNumber("most", 0)))
        .setPresence(
            Values.finite(
                json.getNumber("presence", 0), SPACE + "/mixtures/" + index + "/presence"))
        .setDivisions(Values.integer(json.getNumber("divisions", 0)))
        .build();
  }

  private static LinearConstraint linear(JsonObject json, int index) {
    String at = SPACE + "/linear/" + index;
    JsonObject given = json.getJsonObject("terms");
    Map<String, Double> terms = new TreeMap<>();
    for (String name : given.fieldNames()) {
      terms.put(name, Values.finite(given.getNumber(name), Values.pointer(at + "/terms", name)));
    }
    return new LinearConstraint(
        terms,
        Spelling.read(Relation.class, json.getString("relation")),
        Values.finite(json.getNumber("bound"), at + "/bound"));
  }

  private static void each(JsonObject json, String name, Consumer<JsonObject> take) {
    JsonArray array = json.getJsonArray(name, new JsonArray());
    for (int i = 0; i < array.size(); i++) {
      take.accept(array.getJsonObject(i));
    }
  }

  private static List<String> strings(JsonArray json) {
    List<String> strings = new ArrayList<>();
    json.forEach(each -> strings.add((String) each));
    return strings;
  }

  static JsonObject json(Object search) {
    if (search instanceof Pool pool) {
      return new JsonObject()
          .put(
              "pool",
              new JsonObject()
                  .put("size", pool.getSize())
                  .put("parameters", Parameters.json(pool.getParameters())));
    }
    ProcessSpace space = (ProcessSpace) search;
    JsonObject json =
        new JsonObject()
            .put("parameters", Parameters.json(space.getParameters()))
            .put("constraint", Spelling.of(space.getConstraint()));
    put(json, "mixtures", space.getMixtures().stream().map(Searches::json).toList());
    put(json, "linear", space.getLinear().stream().map(Searches::json).toList());
    put(json, "comparisons", space.getComparisons());
    put(json, "cardinalities", space.getCardinalities().stream().map(Searches::json).toList());
    put(
        json,
        "forbidden",
        space.getForbidden().stream().map(each -> new JsonObject(new TreeMap<>(each))).toList());
    return new JsonObject().put("space", json);
  }

  private static JsonObject json(Mixture mixture) {
    return new JsonObject()
        .put("name", mixture.getName())
        .put("members", new JsonArray(List.copyOf(mixture.getMembers())))
        .put("fewest", mixture.getFewest())
        .put("most", mixture.getMost())
        .put("presence", mixture.getPresence())
        .put("divisions", mixture.getDivisions());
  }

  private static JsonObject json(LinearConstraint linear) {
    return new JsonObject()
        .put("terms", new JsonObject(new TreeMap<>(linear.getTerms())))
        .put("relation", Spelling.of(linear.getRelation()))
        .put("bound", linear.getBound());
  }

  private static JsonObject json(Cardinality count) {
    return new JsonObject()
        .put("members", new JsonArray(List.copyOf(count.getMembers())))
        .put("fewest", count.getFewest())
        .put("most", count.getMost());
  }

  private static void put(JsonObject json, String name, List<?> values) {
    if (!values.isEmpty()) {
      json.put(name, new JsonArray(List.copyOf(values)));
    }
  }
}
