package io.athanor.gateway.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.athanor.event.Curve;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.Meta;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.formats.Contents;
import io.athanor.formats.Formats;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.gateway.bluesky.AssembledRuns;
import io.athanor.gateway.bluesky.ClosedRun;
import io.athanor.gateway.event.Literature;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Simulations;
import io.athanor.gateway.log.Fact;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.unit.Quantity;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormatReaderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final FormatReader READER = new FormatReader(Optional.empty(), 1_000_000);

  @Test
  void shouldMakeTheSameEventsOfTheSameContentWhateverItIsCalledAndWheneverItComes() {
    byte[] pattern =
        "2theta (deg),intensity (counts)\n10.0,5\n10.1,7\n10.2,6\n10.3,9\n"
            .getBytes(StandardCharsets.UTF_8);

    List<Fact<?>> first = READER.read("a.csv", pattern, NOW, origin(NOW));
    List<Fact<?>> again = READER.read("b.csv", pattern, NOW, origin(NOW.plusSeconds(60)));

    assertThat(first).hasSize(1);
    ReadingReported reading = (ReadingReported) first.get(0).event();
    assertThat(((Curve) reading.getPayload()).getX()).containsExactly(10.0, 10.1, 10.2, 10.3);
    assertThat(ids(again)).isEqualTo(ids(first));
  }

  @Test
  void shouldSayWhyAFileIsNoReading() {
    byte[] letter = "%PDF-1.4 and so on".getBytes(StandardCharsets.UTF_8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> READER.read("letter.pdf", letter, NOW, origin(NOW)))
        .withMessageMatching(".+: .+");
  }

  @Test
  void shouldGiveARunTheSameIdsDocumentByDocumentInAnyOrderAndAsAFile() {
    List<JsonArray> documents = run();
    byte[] file = new JsonArray(documents).encode().getBytes(StandardCharsets.UTF_8);
    List<FileEvent> expected =
        FileEvents.of(
            new SourceFile("run.json", file),
            Formats.read(new SourceFile("run.json", file)),
            Arrival.of(NOW, URI.create("file:/run.json")),
            1_000_000);
    assertThat(expected).isNotEmpty();

    for (long seed = 0; seed < 50; seed++) {
      List<JsonArray> shuffled = new ArrayList<>(documents);
      Collections.shuffle(shuffled, new Random(seed));
      AssembledRuns runs = new AssembledRuns(1_000_000);
      List<ClosedRun> closed = new ArrayList<>();
      for (JsonArray each : shuffled) {
        closed.addAll(runs.add(each.getString(0), each.getJsonObject(1).encode(), NOW));
      }

      assertThat(closed).hasSize(1);
      assertThat(closed.get(0).complete()).isTrue();
      assertThat(ids(closed.get(0).facts()))
          .isEqualTo(expected.stream().map(each -> meta(each.value().get(0))).toList());
      assertThat(runs.waiting()).isZero();
    }
  }

  @Test
  void shouldCloseARunThatNeverStopsAsIncomplete() {
    AssembledRuns runs = new AssembledRuns(1_000_000);
    List<JsonArray> documents = run();
    documents
        .subList(0, documents.size() - 1)
        .forEach(each -> runs.add(each.getString(0), each.getJsonObject(1).encode(), NOW));

    assertThat(runs.closeStale(NOW.plusSeconds(59), Duration.ofMinutes(1))).isEmpty();
    List<ClosedRun> closed = runs.closeStale(NOW.plusSeconds(60), Duration.ofMinutes(1));

    assertThat(closed).hasSize(1);
    assertThat(closed.get(0).complete()).isFalse();
    assertThat(closed.get(0).facts()).isNotEmpty();
  }

  @Test
  void shouldGiveComputationsAndDocumentsTheIdsOfTheRestDoor() {
    Composition salt = Composition.parse("NaCl");
    Contents contents =
        new Contents(
            "OPTIMADE",
            List.of(
                new Statement.Computation(
                    new Statement.Structure("mp-1", salt, Optional.empty()),
                    "PBE",
                    "dft-gga",
                    true,
                    Map.of("band_gap", Quantity.of(5, "eV"))),
                new Statement.Document("10.1/x", "mat2vec", new float[] {0.5f, -1}, List.of(salt))),
            List.of());
    SourceFile file = new SourceFile("a.json", new byte[] {1, 2, 3});
    Arrival arrival = Arrival.of(NOW, URI.create("file:/a.json"));

    List<FileEvent> events = FileEvents.of(file, contents, arrival, 1_000_000);

    SimulationCompleted simulation = (SimulationCompleted) events.get(0).value();
    JsonObject simulated = new JsonObject(Json.encode(DoorBody.simulation(simulation)));
    assertThat(Simulations.read(simulated, key(events.get(0)), origin(NOW))).isEqualTo(simulation);
    LiteratureEmbedded literature = (LiteratureEmbedded) events.get(1).value();
    JsonObject document = new JsonObject(Json.encode(DoorBody.literature(literature)));
    assertThat(Literature.read(document, key(events.get(1)), origin(NOW))).isEqualTo(literature);
  }

  private static Optional<String> key(FileEvent event) {
    return Optional.of(event.idempotencyKey());
  }

  /** A scan of a detector over a motor: four events. */
  private static List<JsonArray> run() {
    List<JsonArray> documents = new ArrayList<>();
    documents.add(
        document(
            "start",
            new JsonObject()
                .put("uid", "run-1")
                .put("time", 1.7e9)
                .put("scan_id", 1)
                .put("motors", new JsonArray().add("m1"))
                .put(
                    "hints",
                    new JsonObject()
                        .put(
                            "dimensions",
                            new JsonArray()
                                .add(
                                    new JsonArray()
                                        .add(new JsonArray().add("m1"))
                                        .add("primary"))))));
    documents.add(
        document(
            "descriptor",
            new JsonObject()
                .put("uid", "d-1")
                .put("run_start", "run-1")
                .put("time", 1.7e9)
                .put("name", "primary")
                .put("data_keys", new JsonObject().put("m1", key("mm")).put("det", key("V")))));
    for (int i = 1; i <= 4; i++) {
      documents.add(
          document(
              "event",
              new JsonObject()
                  .put("uid", "e-" + i)
                  .put("descriptor", "d-1")
                  .put("time", 1.7e9 + i)
                  .put("seq_num", i)
                  .put("data", new JsonObject().put("m1", i * 0.5).put("det", i * i))
                  .put("timestamps", new JsonObject())));
    }
    documents.add(
        document(
            "stop",
            new JsonObject()
                .put("uid", "s-1")
                .put("run_start", "run-1")
                .put("time", 1.7e9 + 9)
                .put("exit_status", "success")
                .put("num_events", new JsonObject().put("primary", 4))));
    return documents;
  }

  private static JsonObject key(String unit) {
    return new JsonObject()
        .put("source", "sim")
        .put("dtype", "number")
        .put("shape", new JsonArray())
        .put("units", unit);
  }

  private static JsonArray document(String name, JsonObject document) {
    return new JsonArray().add(name).add(document);
  }

  private static Origin origin(Instant now) {
    return new Origin(now, new Random(1), Optional.empty());
  }

  private static List<String> ids(List<Fact<?>> facts) {
    return facts.stream()
        .map(fact -> meta(((org.apache.avro.specific.SpecificRecord) fact.event()).get(0)))
        .toList();
  }

  private static String meta(Object meta) {
    return ((Meta) meta).getId();
  }
}
