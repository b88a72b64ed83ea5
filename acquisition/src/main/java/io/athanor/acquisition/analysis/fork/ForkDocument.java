package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.materials.identity.ContentHash;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answer to a fork, as the contract has it.
 *
 * @param change what is another way
 * @param at from where on
 * @param same whether nothing is
 */
record ForkDocument(
    String campaignId, CampaignDefinition definition, Change change, ForkPoint at, boolean same) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * Writes it.
   *
   * @param shown the run whose picks are listed
   * @param oracle that answered, if one did
   */
  ObjectNode of(String mode, Rerun.Result shown, Comparison comparison, Optional<Oracle> oracle) {
    ObjectNode document = JSON.objectNode();
    document.put("campaignId", campaignId);
    document.putObject("at").put("ordinal", at.ordinal()).put("events", at.events());
    document.set("policy", policy(change.policy().orElse(definition.policy())));
    document.put("mode", mode);
    document.put("same", same);
    document.put("followed", shown.followed());
    ObjectNode original = document.putObject("original");
    original.set("bestSoFar", numbers(comparison.pairs().get(0).original(), each -> each));
    put(original, "regret", comparison.original());
    ObjectNode forked = document.putObject("forked");
    forked.set("picks", picks(shown));
    forked.set("bestSoFar", curve(comparison.curve()));
    put(forked, "regret", comparison.forked());
    document.set("regretDifference", difference(comparison));
    document.set("oracle", oracle.<JsonNode>map(this::oracle).orElse(JSON.nullNode()));
    document.put("unit", definition.unit());
    document.put("goal", goal(definition.objectives().get(0).goal()));
    document.put("property", definition.property());
    return document;
  }

  private static JsonNode difference(Comparison comparison) {
    Optional<Spread> spread = comparison.difference();
    if (spread.isEmpty()) {
      return JSON.nullNode();
    }
    ObjectNode difference =
        JSON.objectNode()
            .put("mean", spread.get().mean())
            .put("lower", spread.get().lower())
            .put("upper", spread.get().upper())
            .put("level", Spread.LEVEL)
            .put("seeds", comparison.pairs().size())
            .put("experiments", comparison.at());
    difference
        .putObject("ofMean")
        .put("lower", spread.get().meanLower())
        .put("upper", spread.get().meanUpper());
    return difference;
  }

  private JsonNode oracle(Oracle oracle) {
    Oracle.Coverage coverage = oracle.coverage();
    ObjectNode json = JSON.objectNode().put("model", oracle.model());
    json.putObject("coverage")
        .put("level", coverage.level())
        .put("share", coverage.share())
        .put("tested", coverage.tested())
        .put("beforeWidening", coverage.raw())
        .put("widening", coverage.widening());
    return json;
  }

  private ArrayNode picks(Rerun.Result shown) {
    ArrayNode picks = JSON.arrayNode();
    for (int i = 0; i < shown.picks().size(); i++) {
      Rerun.Pick pick = shown.picks().get(i);
      Map<String, Object> settings = definition.space().settings(pick.point());
      ObjectNode json = picks.addObject().put("ordinal", pick.ordinal());
      json.put(
          "candidateId",
          pick.candidateId()
              .orElseGet(
                  () -> ContentHash.candidateId(Optional.empty(), settings, Optional.empty())));
      json.put("poolIndex", pick.poolIndex().orElse(-1));
      json.set("parameters", parameters(settings));
      put(json, "value", shown.values().get(i));
      json.put("source", pick.source().label());
    }
    return picks;
  }

  /** By experiment: mean and interval over seeds. */
  static ObjectNode curve(List<Optional<Spread>> curve) {
    ObjectNode json = JSON.objectNode();
    json.set("mean", numbers(curve, each -> each.map(Spread::mean)));
    json.set("lower", numbers(curve, each -> each.map(Spread::lower)));
    json.set("upper", numbers(curve, each -> each.map(Spread::upper)));
    return json;
  }

  static ObjectNode parameters(Map<String, Object> settings) {
    ObjectNode json = JSON.objectNode();
    settings.forEach(
        (name, value) -> {
          if (value instanceof Double number) {
            json.put(name, number);
          } else {
            json.put(name, String.valueOf(value));
          }
        });
    return json;
  }

  static ObjectNode policy(Policy policy) {
    ObjectNode json =
        JSON.objectNode()
            .put("acquisition", policy.acquisition().label())
            .put("surrogate", word(policy.surrogate()))
            .put("kappa", policy.kappa())
            .put("initialDesign", policy.initialDesign())
            .put("batch", word(policy.batch()))
            .put("safe", policy.safe())
            .put("exploration", policy.exploration());
    policy.costParameter().ifPresent(each -> json.put("costParameter", each));
    return json;
  }

  static String goal(Goal goal) {
    return goal.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static void put(ObjectNode json, String name, Optional<Double> value) {
    json.set(
        name,
        value.filter(Double::isFinite).<JsonNode>map(JSON::numberNode).orElse(JSON.nullNode()));
  }

  static <T> ArrayNode numbers(List<T> values, Function<T, Optional<Double>> number) {
    ArrayNode array = JSON.arrayNode();
    for (T each : values) {
      Optional<Double> value = number.apply(each);
      if (value.filter(Double::isFinite).isPresent()) {
        array.add(value.get());
      } else {
        array.addNull();
      }
    }
    return array;
  }
}
