package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CampaignDefined;
import io.athanor.event.ParameterKind;
import io.athanor.event.ProcessSpace;
import io.athanor.event.Relation;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {
  private static final String ABC =
      """
      {"name":"a","kind":"continuous","low":0,"high":1},
      {"name":"b","kind":"continuous","low":0,"high":1},
      {"name":"c","kind":"continuous","low":0,"high":0.5}\
      """;

  private static final String FULL =
      """
      {"parameters":[%s,
         {"name":"anneal time","kind":"integer","unit":"min","low":1,"high":60},
         {"name":"purity","kind":"ordinal","options":["technical","pure"]},
         {"name":"solvent","kind":"categorical","options":["water","ethanol"],
          "descriptors":[{"name":"dielectric constant","values":[80,25]}]}],
       "constraint":"none",
       "mixtures":[{"name":"ink","members":["a","b","c"],"fewest":1,"most":2,"presence":0.1,"divisions":0}],
       "linear":[{"terms":{"a":1,"b":-2},"relation":"at-least","bound":-1.5}],
       "comparisons":["`anneal time` * a < 50"],
       "cardinalities":[{"members":["a","b"],"fewest":1,"most":2}],
       "forbidden":[{"purity":"technical","solvent":"ethanol"}]}\
      """
          .formatted(ABC);

  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  private Door.Answer define(JsonObject search) {
    return door.post("/v1/campaigns", Door.campaign("a").put("search", search));
  }

  private static JsonObject space(String json) {
    return new JsonObject().put("space", new JsonObject(json));
  }

  @Test
  void shouldTakeEveryKindOfParameterAndConstraintAndShowItAgain() {
    Door.Answer answer = define(space(FULL));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    JsonObject shown = answer.json().getJsonObject("search").getJsonObject("space");
    JsonObject wanted = new JsonObject(FULL);
    for (String field :
        List.of("mixtures", "linear", "comparisons", "cardinalities", "forbidden")) {
      // numbers may be spelled 1 or 1.0
      assertThat(shown.getValue(field).toString().replace(".0", ""))
          .isEqualTo(wanted.getValue(field).toString().replace(".0", ""));
    }
    assertThat(shown.getJsonArray("parameters").getJsonObject(5).getJsonArray("descriptors"))
        .hasToString("[{\"name\":\"dielectric constant\",\"values\":[80.0,25.0]}]");
    CampaignDefined event = door.log.events(Topics.CAMPAIGN_DEFINED).get(0);
    ProcessSpace space = (ProcessSpace) event.getSearch();
    assertThat(space.getParameters().get(3).getKind()).isEqualTo(ParameterKind.INTEGER);
    assertThat(space.getLinear().get(0).getRelation()).isEqualTo(Relation.AT_LEAST);
    assertThat(space.getForbidden())
        .containsExactly(Map.of("purity", "technical", "solvent", "ethanol"));
    assertThat(define(space(FULL)).status()).as("the same once more").isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"mixtures\":[{\"members\":[\"a\",\"z\"]}] | mixtures/0/members/1 | no parameter 'z'",
        "\"mixtures\":[{\"members\":[\"a\",\"b\"],\"most\":1,\"presence\":0.4},"
            + "{\"members\":[\"b\",\"c\"]}] | mixtures/1/members/0 | in a mixture already",
        "\"mixtures\":[{\"members\":[\"a\",\"b\",\"c\"],\"fewest\":3,\"presence\":0.4}]"
            + " | mixtures/0 | is empty",
        "\"linear\":[{\"terms\":{\"z\":1},\"relation\":\"equal\",\"bound\":1}]"
            + " | linear/0 | no parameter 'z'",
        "\"linear\":[{\"terms\":{\"a\":1},\"relation\":\"at-least\",\"bound\":2}]"
            + " | linear/0 | within the bounds",
        "\"constraint\":\"simplex\",\"linear\":[{\"terms\":{\"a\":1,\"b\":1,\"c\":1},"
            + "\"relation\":\"at-most\",\"bound\":0.9}] | linear/0 | together with mixtures[0]",
        "\"comparisons\":[\"a + b < 1\",\"a * q < 1\"] | comparisons/1 | character 5: 'q' is no",
        "\"comparisons\":[\"a * b > 0.9\",\"a^2 < 0.5\"] | comparisons/0 | search from a fixed"
            + " seed",
        "\"cardinalities\":[{\"members\":[\"a\",\"z\"],\"most\":1}]"
            + " | cardinalities/0 | no parameter 'z'",
        "\"forbidden\":[{\"a\":\"x\"}] | forbidden/0 | has no named options",
      })
  void shouldRefuseConstraintsThatCannotBe(String part, String pointer, String reason) {
    Door.Answer answer = define(space("{\"parameters\":[" + ABC + "]," + part + "}"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("invalid-field");
    assertThat(answer.field()).isEqualTo("/search/space/" + pointer);
    assertThat(answer.json().getString("detail")).contains(reason);
    assertThat(door.log.events(Topics.CAMPAIGN_DEFINED)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"kind\":\"continuous\",\"low\":1,\"high\":1 | high | greater than low",
        "\"kind\":\"continuous\",\"low\":0,\"high\":1e999 | high | ",
        "\"kind\":\"integer\",\"low\":0.2,\"high\":0.8 | high | no whole number",
        "\"kind\":\"integer\" | low | is missing",
        "\"kind\":\"discrete\",\"options\":[\"1\",\"1.0\"] | options/1 | is there twice",
        "\"kind\":\"discrete\",\"options\":[\"NaN\",\"1\"] | options/0 | ",
        "\"kind\":\"ordinal\",\"options\":[\"one\"] | options | a constant",
        "\"kind\":\"categorical\",\"options\":[\"x\",\"y\",\"x\"] | options/2 | is there twice",
        "\"kind\":\"categorical\",\"options\":[\"x\",\"y\"],\"descriptors\":[{\"name\":\"d\","
            + "\"values\":[1,1]}] | descriptors/0/values | a constant tells no options apart",
        "\"kind\":\"ordinal\",\"options\":[\"x\",\"y\"],\"descriptors\":[{\"name\":\"d\","
            + "\"values\":[1,2]}] | descriptors | only categories",
      })
  void shouldRefuseParametersThatCannotBe(String part, String pointer, String reason) {
    Door.Answer answer = define(space("{\"parameters\":[{\"name\":\"p\"," + part + "}]}"));
    assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
    assertThat(answer.field()).isEqualTo("/search/space/parameters/0/" + pointer);
    assertThat(answer.json().getString("detail")).contains(reason == null ? "" : reason);
  }

  @Test
  void shouldRefuseAPoolThatLeavesNoChoiceOrCannotBeRead() {
    Door.Answer one =
        define(new JsonObject().put("pool", new JsonObject("{\"size\":1,\"parameters\":[]}")));
    assertThat(one.status()).isEqualTo(422);
    assertThat(one.field()).isEqualTo("/search/pool/size");
    Door.Answer options =
        define(
            new JsonObject()
                .put(
                    "pool",
                    new JsonObject(
                        """
                        {"size":9,"parameters":[{"name":"s","kind":"categorical","options":["x","x"]}]}
                        """)));
    assertThat(options.status()).isEqualTo(422);
    assertThat(options.field()).isEqualTo("/search/pool/parameters/0/options/1");
  }
}
