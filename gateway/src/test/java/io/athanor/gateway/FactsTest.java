package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.InstrumentRegistered;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.SimulationCompleted;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Computations, documents and instruments by REST. */
class FactsTest {
  private final Door door = new Door();

  @AfterEach
  void close() {
    door.close();
  }

  static JsonObject simulation() {
    return new JsonObject(
        """
        {"simulator":"vasp-6","formula":"NaCl","method":"DFT/PBE","fidelity":"dft-gga","converged":true,
         "properties":{"band_gap":{"value":5.0,"unit":"eV"}},"labels":{"source":"mine"}}
        """);
  }

  static JsonObject literature() {
    return new JsonObject(
        """
        {"documentId":"10.1000/x","model":"mat2vec","vector":[0.5,-0.25],"materials":["LiCoO2"],
         "conditions":{"temperature":{"value":600,"unit":"Cel"}}}
        """);
  }

  static JsonObject instrument() {
    return new JsonObject(
        """
        {"name":"Oven","techniques":["annealing"],"capacity":2,
         "envelope":{"temperature":{"low":{"value":20,"unit":"Cel"},"high":{"value":900,"unit":"Cel"}}}}
        """);
  }

  @Test
  void shouldTakeAComputationOnce() {
    Door.Answer first = door.post("/v1/simulations", simulation(), "Idempotency-Key", "k");
    Door.Answer again = door.post("/v1/simulations", simulation(), "Idempotency-Key", "k");
    Door.Answer other = door.post("/v1/simulations", simulation(), "Idempotency-Key", "l");

    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.json().getString("id")).isNotEqualTo(first.json().getString("id"));
    assertThat(other.json().getString("candidateId")).matches("c-[0-9a-f]{32}");
    SimulationCompleted event = door.log.events(Topics.SIMULATION_COMPLETED).get(0);
    assertThat(event.getMeta().getSource()).isEqualTo("simulator/vasp-6");
    assertThat(event.getCandidate().getFormula()).isEqualTo("NaCl");
    assertThat(event.getFidelity()).isEqualTo("dft-gga");
    assertThat(event.getProperties().get("band_gap").getValue()).isEqualTo(5.0);
  }

  @Test
  void shouldKnowTheMaterialOfAComputationWhateverItsSpelling() {
    Door.Answer one = door.post("/v1/simulations", simulation().put("formula", "LiCoO2"));
    Door.Answer same = door.post("/v1/simulations", simulation().put("formula", "O2CoLi"));

    assertThat(one.json().getString("candidateId")).isEqualTo(same.json().getString("candidateId"));
  }

  @Test
  void shouldTakeADocument() {
    Door.Answer answer = door.post("/v1/literature", literature(), "Idempotency-Key", "k");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    LiteratureEmbedded event = door.log.events(Topics.LITERATURE_EMBEDDED).get(0);
    assertThat(event.getMeta().getId()).isEqualTo(answer.json().getString("id"));
    assertThat(event.getVector()).containsExactly(0.5f, -0.25f);
    assertThat(event.getMaterials()).containsExactly("LiCoO2");
    assertThat(event.getConditions()).containsKey("temperature");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          simulations | formula      | "Xx2"                | 422 | invalid-formula | /formula
          simulations | formula      | 5                    | 400 | contract        | /formula
          simulations | properties   | {}                   | 400 | contract        | /properties
          simulations | properties   | {"g":{"value":1,"unit":"furlongs"}} | 422 | unknown-unit | /properties/g/unit
          simulations | converged    | "yes"                | 400 | contract        | /converged
          simulations | occurredAt   | "2999-01-01T00:00:00Z" | 422 | future-timestamp | /occurredAt
          simulations | campaignId   | "nowhere"            | 422 | unknown-campaign | /campaignId
          simulations | relaxedCrystal | {"lattice":[1,0,0,0,1,0,0,0,1],"species":["Xx"],"fractional":[0,0,0]} | 422 | invalid-field | /relaxedCrystal/species/0
          literature  | vector       | []                   | 400 | contract        | /vector
          literature  | vector       | [1e300]              | 422 | not-finite      | /vector/0
          literature  | materials    | ["LiCoO2","??"]      | 422 | invalid-formula | /materials/1
          """)
  void shouldNameTheFieldThatCannotBe(
      String operation, String field, String value, int status, String code, String pointer) {
    JsonObject body = operation.equals("simulations") ? simulation() : literature();
    body.put(field, new JsonArray("[" + value + "]").getValue(0));

    Door.Answer answer = door.post("/v1/" + operation, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.field()).isEqualTo(pointer);
    assertThat(door.log.events(Topics.SIMULATION_COMPLETED)).isEmpty();
    assertThat(door.log.events(Topics.LITERATURE_EMBEDDED)).isEmpty();
  }

  @Test
  void shouldRefuseAComputationOnNothing() {
    JsonObject nothing = simulation();
    nothing.remove("formula");

    assertThat(door.post("/v1/simulations", nothing).status()).isEqualTo(422);
  }

  @Test
  void shouldRegisterAnInstrumentAndShowIt() {
    Door.Answer put = door.put("/v1/instruments/oven-1", instrument());
    Door.Answer again = door.put("/v1/instruments/oven-1", instrument());
    Door.Answer changed = door.put("/v1/instruments/oven-1", instrument().put("capacity", 3));

    assertThat(put.status()).as(put.text()).isEqualTo(200);
    assertThat(put.json().getString("state")).isEqualTo("unknown");
    assertThat(again.json()).isEqualTo(put.json());
    assertThat(changed.json().getInteger("capacity")).isEqualTo(3);
    assertThat(door.log.events(Topics.INSTRUMENT_REGISTERED)).hasSize(2);
    assertThat(door.get("/v1/instruments/oven-1").json()).isEqualTo(changed.json());
    assertThat(door.get("/v1/instruments").json().getJsonArray("instruments"))
        .containsExactly(changed.json());
    assertThat(door.get("/v1/instruments/none").status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"low":{"value":2,"unit":"K"},"high":{"value":1,"unit":"K"}}   | /envelope/t/high/value
          {"low":{"value":1,"unit":"K"},"high":{"value":2,"unit":"Cel"}} | /envelope/t/high/unit
          {"low":{"value":1,"unit":"K"}}                                 | /envelope/t/high
          """)
  void shouldRefuseAnEnvelopeThatIsNone(String interval, String pointer) {
    JsonObject envelope = new JsonObject().put("t", new JsonObject(interval));

    Door.Answer answer = door.put("/v1/instruments/oven-1", instrument().put("envelope", envelope));

    assertThat(answer.field()).as(answer.text()).isEqualTo(pointer);
    assertThat(door.log.events(Topics.INSTRUMENT_REGISTERED)).isEmpty();
  }

  @Test
  void shouldMakeManyChangesOfOneInstrumentOneAfterAnother() {
    ExecutorService clients = Executors.newFixedThreadPool(8);
    List<CompletableFuture<Integer>> answers =
        IntStream.rangeClosed(1, 40)
            .mapToObj(
                capacity ->
                    CompletableFuture.supplyAsync(
                        () ->
                            door.put(
                                    "/v1/instruments/oven-1",
                                    instrument().put("capacity", capacity))
                                .status(),
                        clients))
            .toList();

    assertThat(answers).allMatch(each -> each.join() == 200);
    clients.shutdown();
    List<InstrumentRegistered> events = door.log.events(Topics.INSTRUMENT_REGISTERED);
    assertThat(events).hasSize(40);
    assertThat(door.get("/v1/instruments/oven-1").json().getInteger("capacity"))
        .isEqualTo(events.get(39).getCapacity());
  }
}
