package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.Definitions;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Meta;
import io.athanor.materials.space.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A draft and what is known already.
 *
 * @param definition the draft
 * @param history outcomes of the main objective by setting, in the order of the rows, repeats
 *     together
 * @param experiments in each run
 * @param seeds runs of each policy
 */
record RehearsalRequest(
    CampaignDefinition definition, Map<Point, List<Double>> history, int experiments, int seeds) {
  private static final int FEWEST_ROWS = 5;
  private static final int MOST_ROWS = 5000;
  private static final int MOST_SEEDS = 200;
  private static final int SEEDS = 20;
  private static final String DEFINITION = "definition";
  private static final String ROWS = "rows";
  private static final String REHEARSAL = "rehearsal";

  static RehearsalRequest read(JsonNode json) throws AnalysisException {
    CampaignDefinition definition = definition(json.path(DEFINITION));
    Map<Point, List<Double>> history = history(json.path(ROWS), definition);
    if (history.size() < FEWEST_ROWS) {
      throw new AnalysisException(
          ROWS,
          "have %d different settings; a rehearsal needs %d"
              .formatted(history.size(), FEWEST_ROWS));
    }
    int experiments =
        json.has("experiments")
            ? ForkRequest.whole(json, "experiments", 1, MOST_ROWS)
            : definition.budget();
    if (!definition.policy().fidelities().isEmpty()) {
      throw new AnalysisException(
          DEFINITION + ".policy.fidelities", "a rehearsal measures in one way only");
    }
    int seeds = json.has("seeds") ? ForkRequest.whole(json, "seeds", 1, MOST_SEEDS) : SEEDS;
    return new RehearsalRequest(definition, history, Math.min(experiments, history.size()), seeds);
  }

  /** As the door takes it; how experiments come to be done does not matter here. */
  private static CampaignDefinition definition(JsonNode json) throws AnalysisException {
    if (!json.isObject()) {
      throw new AnalysisException(DEFINITION, "is missing");
    }
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("campaignId", REHEARSAL).put("name", REHEARSAL).put("seed", 1).put("budget", 100);
    for (String name : List.of("seed", "budget", "parallelism", "objectives")) {
      if (json.hasNonNull(name)) {
        said.set(name, json.get(name));
      }
    }
    said.set("policy", Change.complete(json.path("policy")));
    said.set("search", search(json.path("search")));
    try {
      return Definitions.definition(
          AvroJson.read(
              CampaignDefined.class,
              CampaignDefined.getClassSchema(),
              said,
              DEFINITION,
              Map.of("meta", meta())));
    } catch (IllegalArgumentException e) {
      AnalysisException refused = Change.refused(e);
      throw new AnalysisException(DEFINITION + "." + refused.field(), refused.reason());
    }
  }

  private static JsonNode search(JsonNode search) throws AnalysisException {
    JsonNode where = search.has("pool") ? search.get("pool") : search.path("space");
    if (!where.isObject()) {
      throw new AnalysisException(DEFINITION + ".search", "needs a pool or a space");
    }
    ObjectNode said = where.deepCopy();
    if (search.has("pool") && !said.has("size")) {
      said.put("size", 1);
    }
    int number = 0;
    for (JsonNode each : said.path("mixtures")) {
      if (each instanceof ObjectNode mixture && !mixture.has("name")) {
        mixture.put("name", "mixture " + number);
      }
      number++;
    }
    return said;
  }

  private static Meta meta() {
    return Meta.newBuilder()
        .setId(REHEARSAL)
        .setSource(REHEARSAL)
        .setOccurredAt(Instant.EPOCH)
        .setRecordedAt(Instant.EPOCH)
        .build();
  }

  private static Map<Point, List<Double>> history(JsonNode rows, CampaignDefinition definition)
      throws AnalysisException {
    if (!rows.isArray() || rows.size() > MOST_ROWS) {
      throw new AnalysisException(ROWS, "must be a list of at most %d".formatted(MOST_ROWS));
    }
    Map<Point, List<Double>> history = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      String at = ROWS + "[" + i + "]";
      JsonNode value = rows.get(i).path("value");
      if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
        throw new AnalysisException(at + ".value", "must be a number");
      }
      Point point = point(rows.get(i).path("parameters"), definition, at + ".parameters");
      history.computeIfAbsent(point, key -> new ArrayList<>()).add(value.asDouble());
    }
    return history;
  }

  private static Point point(JsonNode json, CampaignDefinition definition, String at)
      throws AnalysisException {
    List<Double> coordinates = new ArrayList<>();
    for (Parameter parameter : definition.space().parameters()) {
      JsonNode said = json.path(parameter.name());
      String field = at + "." + parameter.name();
      if (said.isMissingNode() || said.isNull()) {
        throw new AnalysisException(field, "is missing");
      }
      if (parameter instanceof Parameter.Named named) {
        int option = named.options().indexOf(said.asText());
        if (option < 0) {
          throw new AnalysisException(
              field, "'%s' is none of %s".formatted(said.asText(), named.options()));
        }
        coordinates.add((double) option);
      } else if (said.isNumber() && Double.isFinite(said.asDouble())) {
        coordinates.add(said.asDouble());
      } else {
        throw new AnalysisException(field, "must be a number");
      }
    }
    return new Point(coordinates);
  }
}
