package io.athanor.formats.bluesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.DataFiles;
import io.athanor.formats.document.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlueskyFormatTest {
  private final BlueskyFormat format = new BlueskyFormat();

  @Test
  void shouldReadAScanAsCurvesAndItsBaselineAsScalars() {
    Contents contents = format.read(Runs.json());

    assertThat(contents.statements()).hasSize(3);
    Statement.Reading reading = (Statement.Reading) contents.statements().get(0);
    assertThat(reading.run()).isEqualTo("r1/primary/counts");
    assertThat(reading.sample()).contains("film 7");
    assertThat(reading.instrument()).contains("7-ID");
    assertThat(reading.technique()).isEqualTo("scan");
    assertThat(reading.occurredAt()).contains(Instant.parse("2020-09-13T12:26:40.500Z"));
    assertThat(reading.material().map(m -> m.formula())).contains("O2Ti");
    assertThat(reading.simulated()).isFalse();
    Payload.Curve curve = (Payload.Curve) reading.payload();
    assertThat(curve.xName()).isEqualTo("motor");
    assertThat(curve.xUnit()).isEqualTo("deg");
    assertThat(curve.x()).containsExactly(-1, 0, 1);
    assertThat(curve.yUnit()).isEqualTo("{counts}");
    assertThat(curve.y()).containsExactly(10, 30, 20);
    assertThat(((Statement.Reading) contents.statements().get(1)).simulated()).isTrue();
    Statement.Reading baseline = (Statement.Reading) contents.statements().get(2);
    assertThat(((Payload.Scalars) baseline.payload()).values().get("room_temp").value())
        .isEqualTo(294.5);
    assertThat(contents.remarks())
        .contains(
            "run r1 odd stays out: its unit 'Angstro' is not known",
            "run r1 note stays out: it is not one finite number per event",
            "run r1 image stays out: its data lie in another file",
            "run r1 no unit is given for [noise], taken as plain numbers");
  }

  @Test
  void shouldReadTheSameFromEverySpelling() {
    for (SourceFile file : List.of(Runs.json(), Runs.lines(), Runs.packed(), Runs.packedArray())) {
      assertThat(format.recognises(file)).as(file.name()).isTrue();
      Contents contents = format.read(file);
      assertThat(contents.statements()).hasSize(3);
      assertThat(contents.remarks()).isEqualTo(format.read(Runs.json()).remarks());
    }
  }

  @Test
  void shouldGiveCurvesOverTimeWhereTheMotorGoesBack() {
    String text = new String(Runs.json().bytes(), StandardCharsets.UTF_8);
    SourceFile file =
        new SourceFile(
            "run.json",
            text.replace("\"motor\": [0, 1]", "\"motor\": [0, -1]")
                .getBytes(StandardCharsets.UTF_8));

    Contents contents = format.read(file);

    Payload.Curve motor =
        (Payload.Curve) ((Statement.Reading) contents.statements().get(0)).payload();
    assertThat(motor.yName()).isEqualTo("motor");
    assertThat(motor.xName()).isEqualTo("time");
    assertThat(motor.x()).containsExactly(0.5, 1.5, 2.5);
    assertThat(contents.remarks()).anyMatch(r -> r.contains("motor is no axis"));
  }

  @Test
  void shouldRefuseWhatIsNotADocument() {
    assertThat(format.recognises(file("[[\"start\", {}]]"))).isTrue();
    assertThat(format.recognises(file("{\"title\": \"start\"}"))).isFalse();
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("[[\"start\", {}]]")))
        .withMessage("bluesky, document 'start': has no 'uid'");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("[[\"start\", " + "[".repeat(5_000))))
        .withMessageContaining("too deep");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("[[\"start\", {\"uid\": ")))
        .withMessageContaining("ends in the middle");
  }

  @Test
  void shouldBelieveNoSizeThatAMessagePackHeaderClaims() {
    byte[] claims = {(byte) 0x92, (byte) 0xa4, 's', 't', 'o', 'p', (byte) 0xdf, 0x7f, -1, -1, -1};
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(new SourceFile("x.msgpack", claims)))
        .withMessageContaining("ends in the middle");
    byte[] text = {(byte) 0x92, (byte) 0xa4, 's', 't', 'o', 'p', (byte) 0xdb, 0x7f, -1, -1, -1};
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> MessagePack.values("bluesky", text))
        .withMessageContaining("ends in the middle");
  }

  @Test
  void shouldSurviveBrokenFiles() {
    Fuzz.run(format, List.of(Runs.json(), Runs.lines(), Runs.packed()), 20260101, 10_000);
  }

  @Test
  void shouldReadTheRealRuns() {
    List<SourceFile> files = DataFiles.files("events/bluesky", "*.json.gz");
    for (SourceFile file : files) {
      assertThat(format.recognises(file)).as(file.name()).isTrue();
      assertThat(format.read(file).statements()).as(file.name()).isNotEmpty();
    }
    Contents many =
        format.read(
            files.stream().filter(f -> f.name().contains("53runs")).findFirst().orElseThrow());
    // one run has no stop document, of another the descriptor and its event were never written
    assertThat(many.remarks()).filteredOn(r -> r.contains("is incomplete")).hasSize(2);
    assertThat(many.statements()).hasSizeGreaterThanOrEqualTo(51);
    assertThat(many.statements().stream().map(s -> ((Statement.Reading) s).sample()))
        .contains(Optional.of("Al foil"));
  }

  private static SourceFile file(String text) {
    return new SourceFile("run.json", text.getBytes(StandardCharsets.UTF_8));
  }
}
