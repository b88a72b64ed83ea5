package io.athanor.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractTest {
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://")
          .setDraft(io.vertx.json.schema.Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Flag);

  private final Contract contract = Contract.load();

  @Test
  void shouldCarryAnExampleThatFitsForEveryBody() {
    for (Operation operation : contract.operations()) {
      if (operation.body().isPresent()) {
        JsonObject example = example(operation);
        assertThat(example).as(operation.id()).isNotNull();
        assertThat(contract.body(operation.id(), example.toBuffer())).isEqualTo(example);
      }
    }
  }

  @Test
  void shouldDescribeEveryProperty() {
    List<String> silent = new ArrayList<>();
    JsonObject schemas = contract.document().getJsonObject("components").getJsonObject("schemas");
    schemas.fieldNames().forEach(name -> collectSilent(schemas.getJsonObject(name), name, silent));

    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sampleId":"s","technique":"t"} | /instrumentId | is missing
          {"sampleId":"s","instrumentId":"i","technique":"t","oops":1} | /oops | is not known here
          {"sampleId":"s","instrumentId":"i","technique":"t","scalars":{"a/b":{"value":"NaN","unit":"V"}}} | /scalars/a~1b/value | must be a number
          {"sampleId":"s","instrumentId":"i","technique":"t","scalars":{"x":{"value":1,"unit":"V","n":1.5}}} | /scalars/x/n | must be a whole number
          {"sampleId":"s","instrumentId":"i","technique":"t","scalars":{"x":{"value":1,"unit":"V","sem":-1}}} | /scalars/x/sem | must be at least 0
          {"sampleId":"s","instrumentId":"i","technique":"t","campaignId":"%"} | /campaignId | does not match
          {"sampleId":"","instrumentId":"i","technique":"t"} | /sampleId | must have at least 1 characters
          {"sampleId":"s","instrumentId":"i","technique":"t","curve":{"xName":"a","xUnit":"1","x":[1,null],"yName":"b","yUnit":"1","y":[1,2]}} | /curve/x/1 | must be a number
          """)
  void shouldNameTheFieldThatDoesNotFit(String body, String pointer, String reason) {
    ProblemException thrown =
        catchThrowableOfType(
            ProblemException.class, () -> contract.body("reportReading", Buffer.buffer(body)));

    assertThat(thrown.problem().code()).isEqualTo(ProblemCode.CONTRACT);
    assertThat(thrown.problem().field()).contains(pointer);
    assertThat(thrown.problem().detail()).contains(reason);
  }

  @Test
  void shouldTakeNullForAbsent() {
    Buffer body =
        Buffer.buffer(
            "{\"sampleId\":\"s\",\"instrumentId\":\"i\",\"technique\":\"t\",\"occurredAt\":null,"
                + "\"scalars\":{\"x\":{\"value\":1,\"unit\":\"V\",\"sem\":null}}}");

    JsonObject json = contract.body("reportReading", body);

    assertThat(json.containsKey("occurredAt")).isFalse();
    assertThat(json.getJsonObject("scalars").getJsonObject("x").containsKey("sem")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"a\":", "{\"value\":NaN}", "''", "not json"})
  void shouldSayThatABodyIsNoJson(String body) {
    assertThatThrownBy(() -> contract.body("reportReading", Buffer.buffer(body)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.MALFORMED_JSON));
  }

  /** Vert.x reads the contract against OpenAPI's own schema, and is the oracle of ours. */
  @Test
  void shouldAgreeWithAnotherReaderOfTheContract() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      OpenAPIContract other =
          OpenAPIContract.from(vertx, withoutResponses()).await(2, TimeUnit.MINUTES);
      assertThat(other.operations()).hasSameSizeAs(contract.operations());
      for (Operation operation : contract.operations()) {
        if (operation.body().isPresent()) {
          Validator oracle =
              other
                  .getSchemaRepository()
                  .validator(
                      other
                          .operation(operation.id())
                          .getRequestBody()
                          .getContent()
                          .get("application/json")
                          .getSchema(),
                      OPTIONS);
          compare(operation, oracle);
        }
      }
    } finally {
      vertx.close().await();
    }
  }

  private void compare(Operation operation, Validator oracle) {
    int refused = 0;
    for (int seed = 0; seed < 300; seed++) {
      JsonObject mutant = example(operation);
      new Mutation(new Random(seed)).apply(mutant);
      boolean fits = fits(operation, mutant);
      assertThat(fits)
          .as("%s, seed %d: %s", operation.id(), seed, mutant)
          .isEqualTo(oracle.validate(mutant).getValid());
      refused += fits ? 0 : 1;
    }
    assertThat(refused).as(operation.id()).isBetween(50, 299);
  }

  private static boolean fits(Operation operation, JsonObject body) {
    try {
      operation.body().orElseThrow().check(body, "");
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private JsonObject example(Operation operation) {
    return contract
        .document()
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().toLowerCase(java.util.Locale.ROOT))
        .getJsonObject("requestBody")
        .getJsonObject("content")
        .getJsonObject("application/json")
        .getJsonObject("example");
  }

  /** It knows only some media types in responses, and problem+json is none of them. */
  private JsonObject withoutResponses() {
    JsonObject document = contract.document();
    document.getJsonObject("components").remove("responses");
    for (Operation operation : contract.operations()) {
      document
          .getJsonObject("paths")
          .getJsonObject(operation.path())
          .getJsonObject(operation.method().toLowerCase(java.util.Locale.ROOT))
          .put(
              "responses",
              new JsonObject().put("default", new JsonObject().put("description", "any")));
    }
    return document;
  }

  private static void collectSilent(JsonObject schema, String at, List<String> silent) {
    if (!schema.containsKey("$ref") && !schema.containsKey("description")) {
      silent.add(at);
    }
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    for (String name : properties.fieldNames()) {
      collectSilent(properties.getJsonObject(name), at + "/" + name, silent);
    }
  }

  /** Breaks a JSON tree in one place, or leaves it as it is. */
  private record Mutation(Random random) {
    private static final List<Object> VALUES =
        List.of("", "text", "NaN", 0, 1, -1, 1.5, 1e300, true, new JsonArray(), new JsonObject());

    void apply(Object node) {
      if (node instanceof JsonObject object && object.size() > 0) {
        List<String> names = List.copyOf(object.fieldNames());
        String name = names.get(random.nextInt(names.size()));
        Object child = object.getValue(name);
        boolean inner = child instanceof JsonObject || child instanceof JsonArray;
        if (inner && random.nextInt(4) > 0) {
          apply(child);
          return;
        }
        switch (random.nextInt(4)) {
          case 0 -> object.remove(name);
          case 1 -> object.put("extra", value());
          default -> object.put(name, value());
        }
      } else if (node instanceof JsonArray array && array.size() > 0) {
        int index = random.nextInt(array.size());
        Object child = array.getValue(index);
        if ((child instanceof JsonObject || child instanceof JsonArray) && random.nextInt(4) > 0) {
          apply(child);
        } else {
          array.set(index, value());
        }
      }
    }

    private Object value() {
      return VALUES.get(random.nextInt(VALUES.size()));
    }
  }
}
