package io.athanor.gateway.event;

import io.athanor.event.CampaignDefined;
import io.athanor.event.FeatureKind;
import io.athanor.event.InventionTerms;
import io.athanor.event.Pool;
import io.athanor.event.PropertyLimit;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.materials.composition.Element;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What may be invented for a campaign: JSON, and back. */
final class InventionTermsJson {
  private static final String AT = "/invention";

  private InventionTermsJson() {}

  /**
   * The terms; null where there are none.
   *
   * @param search where the campaign looks
   * @param features what its surrogate sees
   */
  static InventionTerms read(JsonObject json, Object search, List<FeatureKind> features) {
    if (json == null) {
      return null;
    }
    requireInventable(search, features);
    InventionTerms terms = InventionTerms.newBuilder().build();
    List<String> allowed = symbols(json, "allowed");
    List<String> required = symbols(json, "required");
    List<String> forbidden = symbols(json, "forbidden");
    int fewest = Values.integer(json.getNumber("elementsFewest", terms.getElementsFewest()));
    int most = Values.integer(json.getNumber("elementsMost", terms.getElementsMost()));
    if (most < Math.max(fewest, required.size())) {
      throw invalid(
          AT + "/elementsMost",
          "must be at least " + Math.max(fewest, required.size()) + " but is " + most);
    }
    for (int i = 0; i < required.size(); i++) {
      String symbol = required.get(i);
      if (forbidden.contains(symbol) || !(allowed.isEmpty() || allowed.contains(symbol))) {
        throw invalid(AT + "/required/" + i, "'" + symbol + "' is forbidden or not allowed");
      }
    }
    long left = allowed.stream().filter(each -> !forbidden.contains(each)).distinct().count();
    if (!allowed.isEmpty() && left < fewest) {
      throw invalid(AT + "/allowed", "leaves " + left + " elements for at least " + fewest);
    }
    return InventionTerms.newBuilder()
        .setAllowed(allowed)
        .setRequired(required)
        .setForbidden(forbidden)
        .setElementsFewest(fewest)
        .setElementsMost(most)
        .setPrototypes(texts(json, "prototypes"))
        .setAtomsMost(Values.integer(json.getNumber("atomsMost", terms.getAtomsMost())))
        .setLimits(limits(json.getJsonArray("limits", new JsonArray())))
        .setCount(Values.integer(json.getNumber("count", terms.getCount())))
        .setWaves(Values.integer(json.getNumber("waves", terms.getWaves())))
        .setDryBelow(
            Values.positive(json.getNumber("dryBelow", terms.getDryBelow()), AT + "/dryBelow"))
        .build();
  }

  /** What is invented has no settings: only a model can tell one from another. */
  private static void requireInventable(Object search, List<FeatureKind> features) {
    if (!(search instanceof Pool pool)) {
      throw invalid(AT, "needs a pool, not a space");
    }
    if (features.contains(FeatureKind.PARAMETERS) || !pool.getParameters().isEmpty()) {
      throw invalid(
          AT,
          "needs embedding or prediction as the only features and a pool without parameters: what"
              + " is invented has none");
    }
  }

  static void put(JsonObject json, CampaignDefined campaign) {
    InventionTerms terms = campaign.getInvention();
    if (terms != null) {
      json.put(
          "invention",
          new JsonObject()
              .put("allowed", array(terms.getAllowed()))
              .put("required", array(terms.getRequired()))
              .put("forbidden", array(terms.getForbidden()))
              .put("elementsFewest", terms.getElementsFewest())
              .put("elementsMost", terms.getElementsMost())
              .put("prototypes", array(terms.getPrototypes()))
              .put("atomsMost", terms.getAtomsMost())
              .put("limits", limitsJson(terms.getLimits()))
              .put("count", terms.getCount())
              .put("waves", terms.getWaves())
              .put("dryBelow", terms.getDryBelow()));
    }
  }

  private static List<PropertyLimit> limits(JsonArray json) {
    List<PropertyLimit> limits = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonObject each = json.getJsonObject(i);
      String at = AT + "/limits/" + i;
      Double lower = number(each, "lower", at);
      Double upper = number(each, "upper", at);
      if (lower == null && upper == null) {
        throw invalid(at + "/lower", "a range needs lower, upper or both");
      }
      if (lower != null && upper != null && lower > upper) {
        throw invalid(at + "/upper", "must not be below lower, which is " + lower);
      }
      limits.add(
          new PropertyLimit(
              each.getString("property"),
              Values.unit(each.getString("unit"), at + "/unit"),
              lower,
              upper));
    }
    return limits;
  }

  private static JsonArray limitsJson(List<PropertyLimit> limits) {
    JsonArray json = new JsonArray();
    for (PropertyLimit limit : limits) {
      JsonObject each =
          new JsonObject().put("property", limit.getProperty()).put("unit", limit.getUnit());
      Values.putIfPresent(each, "lower", limit.getLower());
      Values.putIfPresent(each, "upper", limit.getUpper());
      json.add(each);
    }
    return json;
  }

  private static List<String> symbols(JsonObject json, String name) {
    List<String> symbols = texts(json, name);
    for (int i = 0; i < symbols.size(); i++) {
      if (Element.ofSymbol(symbols.get(i)).isEmpty()) {
        throw invalid(AT + "/" + name + "/" + i, "'" + symbols.get(i) + "' is no element");
      }
    }
    return symbols;
  }

  private static List<String> texts(JsonObject json, String name) {
    List<String> texts = new ArrayList<>();
    json.getJsonArray(name, new JsonArray()).forEach(each -> texts.add((String) each));
    return texts;
  }

  private static JsonArray array(List<String> texts) {
    return new JsonArray(List.copyOf(texts));
  }

  private static Double number(JsonObject json, String name, String at) {
    Number number = json.getNumber(name);
    return number == null ? null : (Double) Values.finite(number, at + "/" + name);
  }

  private static ProblemException invalid(String pointer, String reason) {
    return ProblemException.at(pointer, ProblemCode.INVALID_FIELD, reason);
  }
}
