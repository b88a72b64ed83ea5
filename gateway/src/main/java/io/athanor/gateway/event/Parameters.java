package io.athanor.gateway.event;

import io.athanor.event.Descriptor;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Dimensions of a space and columns of a pool. */
final class Parameters {
  private Parameters() {}

  /**
   * @param bounded whether ranges and options must be there: in a space they must, the rows of a
   *     pool speak for themselves
   */
  static List<Parameter> read(JsonArray json, String pointer, boolean bounded) {
    List<Parameter> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < json.size(); i++) {
      String at = pointer + "/" + i;
      Parameter parameter = read(json.getJsonObject(i), at, bounded);
      if (!names.add(parameter.getName())) {
        throw invalid(at + "/name", "is there twice");
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  static JsonArray json(List<Parameter> parameters) {
    JsonArray array = new JsonArray();
    for (Parameter parameter : parameters) {
      JsonObject json =
          new JsonObject()
              .put("name", parameter.getName())
              .put("kind", Spelling.of(parameter.getKind()))
              .put("unit", parameter.getUnit());
      Values.putIfPresent(json, "low", parameter.getLow());
      Values.putIfPresent(json, "high", parameter.getHigh());
      if (!parameter.getOptions().isEmpty()) {
        json.put("options", new JsonArray(List.copyOf(parameter.getOptions())));
      }
      if (!parameter.getDescriptors().isEmpty()) {
        JsonArray descriptors = new JsonArray();
        for (Descriptor each : parameter.getDescriptors()) {
          descriptors.add(
              new JsonObject()
                  .put("name", each.getName())
                  .put("values", new JsonArray(List.copyOf(each.getValues()))));
        }
        json.put("descriptors", descriptors);
      }
      array.add(json);
    }
    return array;
  }

  private static Parameter read(JsonObject json, String at, boolean bounded) {
    ParameterKind kind = Spelling.read(ParameterKind.class, json.getString("kind"));
    Number low = json.getNumber("low");
    Number high = json.getNumber("high");
    List<String> options = new ArrayList<>();
    json.getJsonArray("options", new JsonArray()).forEach(each -> options.add((String) each));
    if ((low == null) != (high == null)) {
      throw invalid(at + (low == null ? "/low" : "/high"), "is missing: bounds come in pairs");
    }
    if (low != null && !(low.doubleValue() < high.doubleValue())) {
      throw invalid(at + "/high", "must be greater than low");
    }
    if (kind == ParameterKind.DISCRETE) {
      checkNumbers(options, at + "/options");
    }
    boolean names = isNamed(kind);
    if (bounded && !names && low == null && options.isEmpty()) {
      throw invalid(at + "/low", "is missing: a " + Spelling.of(kind) + " dimension has bounds");
    }
    if (bounded && names && options.isEmpty()) {
      throw invalid(at + "/options", "is missing: a " + Spelling.of(kind) + " dimension has some");
    }
    return Parameter.newBuilder()
        .setName(json.getString("name"))
        .setKind(kind)
        .setUnit(Values.unit(json.getString("unit", "1"), at + "/unit"))
        .setLow(low == null ? null : Values.finite(low, at + "/low"))
        .setHigh(high == null ? null : Values.finite(high, at + "/high"))
        .setOptions(options)
        .setDescriptors(descriptors(json.getJsonArray("descriptors", new JsonArray()), at))
        .build();
  }

  private static List<Descriptor> descriptors(JsonArray json, String at) {
    List<Descriptor> descriptors = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonObject each = json.getJsonObject(i);
      descriptors.add(
          new Descriptor(
              each.getString("name"),
              Values.finite(each.getJsonArray("values"), at + "/descriptors/" + i + "/values")));
    }
    return descriptors;
  }

  private static void checkNumbers(List<String> options, String at) {
    for (int i = 0; i < options.size(); i++) {
      try {
        Values.finite(Double.parseDouble(options.get(i)), at + "/" + i);
      } catch (NumberFormatException e) {
        throw invalid(at + "/" + i, "is not a number, as a discrete parameter has them");
      }
    }
  }

  private static ProblemException invalid(String pointer, String reason) {
    return ProblemException.at(pointer, ProblemCode.INVALID_FIELD, reason);
  }

  /** Whether a value is one of several words. */
  static boolean isNamed(ParameterKind kind) {
    return kind == ParameterKind.CATEGORICAL || kind == ParameterKind.ORDINAL;
  }
}
