package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ExperimentProposed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportDoorTest {
  private static final List<String> REFERENCES =
      List.of(
          "prov:wasDerivedFrom",
          "prov:wasGeneratedBy",
          "prov:wasAttributedTo",
          "prov:wasAssociatedWith",
          "prov:used",
          "prov:hadPlan",
          "athanor:about",
          "athanor:proposes",
          "athanor:worker");

  private final Door door = new Door();

  @BeforeEach
  void happen() {
    door.define("a");
    ExperimentProposed first = door.propose("a", 0);
    door.propose("a", 1);
    door.observe("a", first.getExperimentId(), 1.25, "eV");
    door.observe("a", null, 1.5, "eV");
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void shouldGiveEachExperimentARowWithUnits() {
    Door.Answer answer = door.get("/v1/campaigns/a/export");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("text/csv");
    List<List<String>> rows =
        answer.text().lines().map(line -> List.of(line.split(",", -1))).toList();
    assertThat(rows).hasSize(4);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < rows.get(0).size(); i++) {
      row.put(rows.get(0).get(i), rows.get(1).get(i));
    }
    assertThat(row)
        .containsEntry("ordinal", "0")
        .containsEntry("standard error gap [eV]", "0.0125")
        .containsEntry("parameter x [1]", "0.0")
        .containsEntry("measured gap [eV]", "1.25")
        .containsEntry("readings gap", "1")
        .containsEntry("believed gap [eV]", "1.5")
        .containsEntry("state", "proposed")
        .containsEntry("topic", "experiment-proposed")
        .containsEntry("acquisition", "upper-confidence-bound");
    assertThat(rows.get(3)).contains("history", "1.5", "r-1");
  }

  @Test
  void shouldComeWholeInManyPieces() {
    door.define("long");
    for (int ordinal = 0; ordinal < 1_000; ordinal++) {
      door.propose("long", ordinal);
    }
    assertThat(door.get("/v1/campaigns/long/export").text().lines()).hasSize(1_001);
    JsonObject document =
        new JsonObject(door.get("/v1/campaigns/long/export?format=jsonld").text());
    assertThat(document.getJsonArray("@graph").size()).isGreaterThan(4_000);
  }

  @Test
  void shouldGiveParquetWithItsMagicAtBothEnds() {
    Door.Answer answer = door.get("/v1/campaigns/a/export?format=parquet");
    assertThat(answer.contentType()).isEqualTo("application/vnd.apache.parquet");
    assertThat(answer.text()).startsWith("PAR1").endsWith("PAR1");
  }

  @Test
  void shouldRelateNothingToWhatIsNotThere() {
    Door.Answer answer = door.get("/v1/campaigns/a/export?format=jsonld");
    assertThat(answer.contentType()).isEqualTo("application/ld+json");
    JsonArray graph = new JsonObject(answer.text()).getJsonArray("@graph");
    Map<String, JsonObject> nodes = new HashMap<>();
    for (int i = 0; i < graph.size(); i++) {
      JsonObject node = graph.getJsonObject(i);
      assertThat(nodes.put(node.getString("@id"), node)).as("%s", node).isNull();
      assertThat(node.getJsonArray("@type").stream().map(Object::toString))
          .anyMatch(type -> type.startsWith("prov:"));
    }
    Set<String> referred = new HashSet<>();
    for (JsonObject node : nodes.values()) {
      for (String reference : REFERENCES) {
        Object value = node.getValue(reference);
        if (value instanceof String id) {
          referred.add(id);
        } else if (value instanceof JsonArray ids) {
          ids.forEach(id -> referred.add((String) id));
        }
      }
    }
    assertThat(referred).isNotEmpty().isSubsetOf(nodes.keySet());
    assertThat(of(nodes, "ExperimentProposed"))
        .hasSize(2)
        .allSatisfy(
            node -> {
              assertThat(node.getString("athanor:topic")).isEqualTo("experiment-proposed");
              assertThat(node.getLong("athanor:offset")).isNotNegative();
              assertThat(nodes.get(node.getString("prov:wasGeneratedBy")).getJsonArray("@type"))
                  .contains("athanor:Decision");
            });
    assertThat(of(nodes, "ObservationDerived"))
        .hasSize(2)
        .filteredOn(node -> node.getDouble("athanor:value") == 1.25)
        .singleElement()
        .satisfies(
            node -> {
              assertThat(node.getDouble("athanor:standardError")).isEqualTo(0.0125);
              assertThat(nodes.get(node.getString("prov:wasGeneratedBy")).getJsonArray("@type"))
                  .contains("prov:Activity");
            });
  }

  @Test
  void shouldRefuseOtherFormsAndOtherCampaigns() {
    assertThat(door.get("/v1/campaigns/a/export?format=xlsx").status()).isEqualTo(400);
    assertThat(door.get("/v1/campaigns/b/export").status()).isEqualTo(404);
  }

  private static List<JsonObject> of(Map<String, JsonObject> nodes, String kind) {
    return nodes.values().stream()
        .filter(node -> kind.equals(node.getString("athanor:kind")))
        .collect(Collectors.toList());
  }
}
