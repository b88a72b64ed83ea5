package io.athanor.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

  private static final Set<String> FREE =
      Set.of("receiveCloudEvents", "receiveBlueskyDocument", "receiveBlueskyDocuments");

  private final Contract contract = Contract.load();

  @Test
  void shouldCarryAnExampleThatFitsForEveryBody() {
    for (Operation operation : contract.operations()) {
      for (String mediaType : operation.bodies().keySet()) {
        Object example = example(operation, mediaType);
        assertThat(example).as(operation.id()).isNotNull();
        Buffer body =
            example instanceof String text ? Buffer.buffer(text) : Json.encodeToBuffer(example);
        assertThat(contract.body(operation.id(), mediaType, body)).isEqualTo(example);
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
          OpenAPIContract.from(vertx, inItsMediaTypes()).await(2, TimeUnit.MINUTES);
      assertThat(other.operations())
          .hasSize(
              contract.operations().stream()
                  .mapToInt(each -> Math.max(1, each.bodies().size()))
                  .sum());
      for (Operation operation : contract.operations()) {
        int number = 0;
        for (String mediaType : operation.bodies().keySet()) {
          Validator oracle =
              other
                  .getSchemaRepository()
                  .validator(
                      other
                          .operation(operation.id() + (number == 0 ? "" : number))
                          .getRequestBody()
                          .getContent()
                          .get(Operation.JSON)
                          .getSchema(),
                      OPTIONS);
          compare(operation, mediaType, oracle);
          number++;
        }
      }
    } finally {
      vertx.close().await();
    }
  }

  private void compare(Operation operation, String mediaType, Validator oracle) {
    int refused = 0;
    for (int seed = 0; seed < 300; seed++) {
      Object mutant = example(operation, mediaType);
      new Mutation(new Random(seed)).apply(mutant);
      boolean fits = fits(operation, mediaType, mutant);
      assertThat(fits)
          .as("%s, seed %d: %s", operation.id(), seed, mutant)
          .isEqualTo(oracle.validate(mutant).getValid());
      refused += fits ? 0 : 1;
    }
    // documents and data that are checked for themselves may be any object
    boolean free = FREE.contains(operation.id()) || example(operation, mediaType) instanceof String;
    int least = free ? 0 : 50;
    // a body of one word is broken wherever it is broken
    int most = operation.id().equals("setCampaignState") ? 300 : 299;
    assertThat(refused).as(operation.id()).isBetween(least, most);
  }

  private static boolean fits(Operation operation, String mediaType, Object body) {
    try {
      operation.bodies().get(mediaType).check(body, "");
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private Object example(Operation operation, String mediaType) {
    return content(contract.document(), operation).getJsonObject(mediaType).getValue("example");
  }

  private static JsonObject content(JsonObject document, Operation operation) {
    return declared(document, operation).getJsonObject("requestBody").getJsonObject("content");
  }

  private static JsonObject declared(JsonObject document, Operation operation) {
    return document
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().toLowerCase(java.util.Locale.ROOT));
  }

  /**
   * It knows only some media types, neither problem+json in responses nor cloudevents+json in
   * requests: each further body becomes an operation of its own that takes it as plain JSON.
   */
  private JsonObject inItsMediaTypes() {
    JsonObject document = contract.document();
    document.getJsonObject("components").remove("responses");
    for (Operation operation : contract.operations()) {
      JsonObject declared = declared(document, operation);
      declared.put(
          "responses", new JsonObject().put("default", new JsonObject().put("description", "any")));
      int number = 0;
      for (String mediaType : operation.bodies().keySet()) {
        JsonObject body = content(contract.document(), operation).getJsonObject(mediaType);
        JsonObject only = new JsonObject().put(Operation.JSON, body);
        JsonObject copy = declared.copy();
        copy.getJsonObject("requestBody").put("content", only);
        if (number == 0) {
          document
              .getJsonObject("paths")
              .getJsonObject(operation.path())
              .put(operation.method().toLowerCase(java.util.Locale.ROOT), copy);
        } else {
          copy.put("operationId", operation.id() + number);
          document
              .getJsonObject("paths")
              .put(operation.path() + "-" + number, new JsonObject().put("post", copy));
        }
        number++;
      }
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
