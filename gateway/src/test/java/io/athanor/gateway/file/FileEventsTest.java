package io.athanor.gateway.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.event.CandidateProposed;
import io.athanor.event.Curve;
import io.athanor.event.ImageReference;
import io.athanor.event.Pool;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Candidates;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Readings;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.unit.Quantity;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileEventsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Instant MEASURED = Instant.parse("2025-12-31T23:00:00.000001Z");
  private static final Arrival ARRIVAL = Arrival.of(NOW, URI.create("file:/data/a.png"));
  private static final SourceFile FILE =
      new SourceFile("a.csv", "content".getBytes(StandardCharsets.UTF_8));
  private static final Contract CONTRACT = Contract.load();
  private static final int MOST = 1_000_000;

  static Stream<Payload> payloads() {
    return Stream.of(
        new Payload.Scalars(Map.of("gap", Quantity.of(1.5, "eV", 0.1), "ph", Quantity.of(7, "1"))),
        new Payload.Curve(
            "two_theta",
            "deg",
            new double[] {1, 2.5},
            "intensity",
            "{counts}",
            new double[] {3, 1e-12},
            Map.of("radiation_wavelength", Quantity.of(1.5406, "Ao"))),
        new Payload.Image("image/png", "ab".repeat(32)),
        new Payload.Actions(
            List.of(
                new Payload.Action("heat", MEASURED, Map.of("t", Quantity.of(95, "Cel"))),
                new Payload.Action("wait", MEASURED, Map.of()))));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void shouldMakeTheEventsThatTheRestDoorMakes(Payload payload) {
    for (Optional<Instant> at : List.of(Optional.of(MEASURED), Optional.<Instant>empty())) {
      FileEvent event = one(FILE, reading("run-1", at, payload), ARRIVAL);
      JsonObject body =
          new JsonObject(
              new JsonObject(DoorBody.reading((ReadingReported) event.value(), event.timed()))
                  .encode());

      CONTRACT.check("Reading", body);
      assertThat(
              Readings.read(
                  body,
                  Optional.of(event.idempotencyKey()),
                  new Origin(NOW, new Random(1), Optional.empty())))
          .isEqualTo(event.value());
    }
  }

  @Test
  void shouldMakeTheCandidatesThatTheRestDoorMakes() {
    Arrival arrival =
        new Arrival(
            NOW,
            ARRIVAL.location(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.of("oer"),
            7);
    CandidateProposed event = (CandidateProposed) one(FILE, salt(), arrival).value();

    assertThat(
            Candidates.read(
                new JsonObject(new JsonObject(DoorBody.candidate(event)).encode()),
                "oer",
                new Pool(8, List.of()),
                new Origin(NOW, new Random(1), Optional.empty())))
        .isEqualTo(event);
    assertThat(event.getIndex()).isEqualTo(7);
    assertThat(((CandidateProposed) one(FILE, salt(), ARRIVAL).value()).getIndex()).isEqualTo(-1);
  }

  @Test
  void shouldGiveTheSameIdsToTheSameContentAndOthersToAnother() throws IOException {
    Statement.Reading reading = reading("run-1", Optional.of(MEASURED), payloads().toList().get(0));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(FILE.bytes());
    }
    Arrival later = Arrival.of(NOW.plusSeconds(99), URI.create("file:/elsewhere"));

    String id = id(one(FILE, reading, ARRIVAL));
    assertThat(id(one(new SourceFile("b.gz", packed.toByteArray()), reading, later))).isEqualTo(id);
    assertThat(id(one(new SourceFile("a.csv", new byte[] {1}), reading, ARRIVAL))).isNotEqualTo(id);
    assertThat(id(one(FILE, reading("run-2", Optional.of(MEASURED), reading.payload()), ARRIVAL)))
        .isNotEqualTo(id);
    // the time of the event leads the id, as in every id
    assertThat(id).startsWith(String.format("%012x", MEASURED.toEpochMilli()).substring(0, 8));
  }

  @Test
  void shouldNameWhatTheFileDoesNot() {
    Payload payload = payloads().toList().get(2);
    ReadingReported event =
        (ReadingReported) one(FILE, reading("r", Optional.empty(), payload), ARRIVAL).value();

    assertThat(event.getSampleId())
        .isEqualTo("file:" + FileEvents.sha256(FILE.bytes()).substring(0, 16));
    assertThat(event.getInstrumentId()).isEqualTo("test-format-file");
    assertThat(event.getMeta().getOccurredAt()).isEqualTo(NOW);
    assertThat(((ImageReference) event.getPayload()).getUri()).isEqualTo("file:/data/a.png");
  }

  @Test
  void shouldMakeSimulationsOfComputations() {
    Statement.Computation computation =
        new Statement.Computation(
            salt(), "PBE", "dft-gga", true, Map.of("band_gap", Quantity.of(5.0, "eV")));
    SimulationCompleted event = (SimulationCompleted) one(FILE, computation, ARRIVAL).value();

    assertThat(event.getMethod()).isEqualTo("PBE");
    assertThat(event.getProperties().get("band_gap").getValue()).isEqualTo(5.0);
    assertThat(event.getCandidateId())
        .isEqualTo(((CandidateProposed) one(FILE, salt(), ARRIVAL).value()).getCandidateId());
  }

  @Test
  void shouldRefuseWhatIsTooLargeForAnEventAndNameTheLimit() {
    double[] x = new double[70_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    Payload curve = new Payload.Curve("t", "s", x, "v", "V", x.clone(), Map.of());

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> one(FILE, reading("r", Optional.empty(), curve), ARRIVAL))
        .withMessageContaining("70000 points")
        .withMessageContaining("the most is 1000000")
        .withMessageContaining("gateway.event.bytes");
  }

  @Test
  void shouldRefuseMeasurementsFromTheFuture() {
    Statement.Reading reading =
        reading("r", Optional.of(NOW.plusSeconds(301)), payloads().toList().get(1));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> one(FILE, reading, ARRIVAL))
        .withMessageContaining("is the clock of the instrument right?");
  }

  @Test
  void shouldCarryTheCurveUnchanged() {
    Payload payload = payloads().toList().get(1);
    Curve curve =
        (Curve)
            ((ReadingReported) one(FILE, reading("r", Optional.empty(), payload), ARRIVAL).value())
                .getPayload();

    assertThat(curve.getX()).containsExactly(1.0, 2.5);
    assertThat(curve.getY()).containsExactly(3.0, 1e-12);
    assertThat(curve.getYUnit()).isEqualTo("{counts}");
  }

  @Test
  void shouldTakeTheSendersWordOverTheFiles() {
    Arrival arrival =
        new Arrival(
            NOW,
            ARRIVAL.location(),
            Optional.of("s-1"),
            Optional.of("xrd-1"),
            Optional.of("c-1"),
            Map.of("radiation_wavelength", Quantity.of(0.7107, "Ao")),
            Optional.of("oer"),
            0);
    ReadingReported event =
        (ReadingReported)
            one(FILE, reading("r", Optional.empty(), payloads().toList().get(1)), arrival).value();

    assertThat(event.getSampleId()).isEqualTo("s-1");
    assertThat(event.getMeta().getSource()).isEqualTo("instrument/xrd-1");
    assertThat(event.getCandidateId()).isEqualTo("c-1");
    assertThat(event.getCampaignId()).isEqualTo("oer");
    assertThat(((Curve) event.getPayload()).getConditions().get("radiation_wavelength").getValue())
        .isEqualTo(0.7107);
  }

  @Test
  void shouldRefuseTwoReadingsOfOneName() {
    Statement reading = reading("r", Optional.empty(), payloads().toList().get(0));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(
            () ->
                FileEvents.of(
                    FILE, new Contents("x", List.of(reading, reading), List.of()), ARRIVAL, MOST))
        .withMessage("x, r: names two readings");
  }

  private static FileEvent one(SourceFile file, Statement statement, Arrival arrival) {
    List<FileEvent> events =
        FileEvents.of(
            file, new Contents("test format", List.of(statement), List.of()), arrival, MOST);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static String id(FileEvent event) {
    return ((ReadingReported) event.value()).getMeta().getId();
  }

  private static Statement.Reading reading(String run, Optional<Instant> at, Payload payload) {
    return new Statement.Reading(
        run,
        Optional.empty(),
        Optional.empty(),
        "scalar",
        at,
        Optional.of(Composition.parse("NaCl")),
        payload,
        false);
  }

  private static Statement.Structure salt() {
    List<Site> sites =
        List.of(
            new Site(Element.ofSymbol("Cs").orElseThrow(), 0, 0, 0),
            new Site(Element.ofSymbol("Cl").orElseThrow(), 0.5, 0.5, 0.5));
    return new Statement.Structure(
        "mp-1", Composition.parse("CsCl"), Optional.of(new Crystal(Lattice.cubic(4.12), sites)));
  }
}
