package io.athanor.acquisition.analysis.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.topology.EventCodecs;
import io.athanor.schemas.serde.SerdeConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalAnalysisTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final EventCodecs CODECS =
      new EventCodecs(SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://rehearsal")));
  private static final CaseFile NOBODY =
      new CaseFile("draft", List.of(), CODECS, Duration.ofMinutes(1));
  private static final String SPACE =
      "{'space': {'parameters': ["
          + "{'name': 'x', 'kind': 'continuous', 'low': 0, 'high': 1},"
          + "{'name': 'salt', 'kind': 'categorical', 'options': ['NaCl', 'KBr']}]}}";

  @AfterAll
  static void close() {
    CODECS.close();
  }

  @Test
  void shouldBeatChanceWhereThereIsSomethingToLearn() throws Exception {
    JsonNode document = rehearse(request(SPACE));
    assertThat(document.at("/curve/policy/mean")).hasSize(16);
    assertThat(document.at("/curve/random/upper")).hasSize(16);
    assertThat(document.at("/curve/policy/mean/15").asDouble())
        .isGreaterThan(document.at("/curve/random/mean/9").asDouble());
    assertThat(document.at("/firstHit/policy").asDouble())
        .isLessThan(document.at("/firstHit/random").asDouble());
    assertThat(document.at("/top/candidates").asInt()).isEqualTo(2);
    assertThat(document.get("unit").asText()).isEqualTo("%");
    assertThat(document).isEqualTo(rehearse(request(SPACE)));
  }

  @Test
  void shouldSuggestWhatIsNotYetMeasured() throws Exception {
    JsonNode next = rehearse(request(SPACE)).get("next");
    assertThat(next).hasSize(5);
    next.forEach(
        each -> {
          assertThat(each.at("/parameters/x").asDouble()).isBetween(0.0, 1.0);
          assertThat(each.at("/parameters/salt").asText()).isIn("NaCl", "KBr");
          assertThat(each.get("standardDeviation").asDouble()).isPositive();
        });
    // the hill of the rows stands at 0.7 with KBr
    assertThat(next.get(0).at("/parameters/salt").asText()).isEqualTo("KBr");
    assertThat(next.get(0).at("/mean").asDouble()).isGreaterThan(8);
  }

  @Test
  void shouldSayWhatItCannotSuggestAndWhatItAveraged() throws Exception {
    ObjectNode request = request(SPACE.replace("space", "pool"));
    ((ArrayNode) request.get("rows")).add(request.get("rows").get(0));
    JsonNode document = rehearse(request);
    assertThat(document.get("next")).isEmpty();
    assertThat(document.get("notes")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/definition | null | definition",
        "/definition/search | {} | definition.search",
        "/definition/objectives/0/goal | 'up' | definition.objectives[0].goal",
        "/definition/objectives/0/unit | 'parsec?' | definition.objectives[0].unit",
        "/definition/policy | {'acquisition': 'parego'} | definition.policy.acquisition",
        "/rows | [] | rows",
        "/rows/3/value | 'much' | rows[3].value",
        "/rows/2/parameters/salt | 'KCl' | rows[2].parameters.salt",
        "/rows/2/parameters/x | null | rows[2].parameters.x",
        "/seeds | 0 | seeds"
      })
  void shouldNameTheFieldThatDoesNotFit(String pointer, String value, String field)
      throws Exception {
    ObjectNode request = request(SPACE);
    int last = pointer.lastIndexOf('/');
    JsonNode parent = request.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    JsonNode said = MAPPER.readTree(value.strip().replace('\'', '"'));
    if (parent instanceof ObjectNode object) {
      object.set(name, said);
    }
    assertThatThrownBy(() -> rehearse(request))
        .isInstanceOfSatisfying(
            AnalysisException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static JsonNode rehearse(JsonNode request) throws AnalysisException {
    return new RehearsalAnalysis().answer(NOBODY, request);
  }

  private static ObjectNode request(String search) throws Exception {
    ObjectNode request = MAPPER.createObjectNode();
    request.set(
        "definition",
        MAPPER.readTree(
            ("{'campaignId': 'draft', 'name': 'Draft', 'budget': 60, 'seed': 5, 'objectives':"
                    + " [{'property': 'yield', 'unit': '%', 'goal': 'maximize'}], 'search': "
                    + search
                    + ", 'approval': {'mode': 'quorum'}}")
                .replace('\'', '"')));
    ArrayNode rows = request.putArray("rows");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 40; i++) {
      double x = random.nextDouble();
      boolean heavy = random.nextBoolean();
      ObjectNode row = rows.addObject();
      row.putObject("parameters").put("x", x).put("salt", heavy ? "KBr" : "NaCl");
      row.put("value", (heavy ? 10 : 6) * StrictMath.exp(-20 * (x - 0.7) * (x - 0.7)));
    }
    return request.put("experiments", 16).put("seeds", 4);
  }
}
