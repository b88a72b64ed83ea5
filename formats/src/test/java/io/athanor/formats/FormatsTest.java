package io.athanor.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.materials.unit.Units;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  @Test
  void shouldRefuseWhatNoFormatRecognises() {
    SourceFile file = new SourceFile("letter.doc", new byte[] {(byte) 0xd0, (byte) 0xcf, 0, 1});

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Formats.read(file))
        .withMessageStartingWith("unknown format: is none of");
  }

  @ParameterizedTest
  @CsvSource({
    "a.tar, tar archive, unpack it",
    "a.pcr, FullProf control file, give the pattern it refines",
    "a.json, OpenAPI, describes an interface",
    "a.txt, text, holds words",
    "a.yaml, YAML, holds settings",
    "a.dat, empty file, has no content"
  })
  void shouldSayWhyWhatIsNoMeasurementIsRefused(String name, String format, String reason) {
    byte[] tar = new byte[512];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    Map<String, byte[]> contents =
        Map.of(
            "a.tar", tar,
            "a.pcr", bytes("COMM TaCr2O4\n! Files => DAT-file: a\n!Job Npr Nph\n 0 5 2\n"),
            "a.json", bytes("{\"openapi\": \"3.1.0\", \"paths\": {}}"),
            "a.txt", bytes("Dear colleague,\nthe furnace is broken again.\n"),
            "a.yaml", bytes("# comment\nserver: localhost\nport: 8080\n"),
            "a.dat", new byte[0]);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Formats.read(new SourceFile(name, contents.get(name))))
        .withMessageStartingWith(format)
        .withMessageContaining(reason);
  }

  @Test
  void shouldReadCompressedFilesAsWhatTheyHold() {
    SourceFile plain = Samples.columns();
    SourceFile packed = new SourceFile("a.csv.gz", Samples.gzip(plain.bytes()));

    assertThat(Formats.read(packed).statements()).hasSameSizeAs(Formats.read(plain).statements());
    assertThat(Gzip.unpacked(packed).name()).isEqualTo("a.csv");
  }

  @Test
  void shouldGiveEveryCurveUnitsThatCanBeConverted() {
    for (SourceFile file :
        List.of(
            Samples.xrdml(),
            Samples.rasx(),
            Samples.countList(),
            Samples.patternLines(),
            Samples.columns(),
            Samples.spec(),
            Samples.echem())) {
      for (Statement statement : Formats.read(file).statements()) {
        Payload.Curve curve = (Payload.Curve) ((Statement.Reading) statement).payload();
        assertThat(Units.code(curve.xUnit())).isEqualTo(curve.xUnit());
        assertThat(Units.code(curve.yUnit())).isEqualTo(curve.yUnit());
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
