package io.athanor.formats.xrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.Payload;
import io.athanor.formats.Samples;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.materials.composition.Composition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DiffractionFilesTest {
  @Test
  void shouldReadPatternSampleAndTimeFromXrdml() {
    Contents contents = Formats.read(Samples.xrdml());

    Statement.Reading reading = Samples.reading(contents, "scan-1");
    assertThat(reading.sample()).contains("S-7");
    assertThat(reading.instrument()).contains("950485");
    assertThat(reading.technique()).isEqualTo("powder-diffraction");
    assertThat(reading.occurredAt()).contains(Instant.parse("2024-04-12T18:05:06Z"));
    Payload.Curve curve = Samples.curve(contents, "scan-1");
    assertThat(curve.xName()).isEqualTo("two_theta");
    assertThat(curve.x()).containsExactly(10, 10.5, 11, 11.5, 12);
    assertThat(curve.y()).containsExactly(3, 1, 4, 1, 5);
    assertThat(curve.conditions().get("radiation_wavelength").value()).isCloseTo(1.6, within(1e-9));
    assertThat(curve.conditions().get("radiation_wavelength").unit()).isEqualTo("Ao");
    assertThat(curve.conditions().get("counting_time").unit()).isEqualTo("s");
  }

  @Test
  void shouldReadEveryScanOfXrdmlAndRemarkOnTheAbortedOne() {
    Contents contents = Formats.read(Samples.xrdml());

    assertThat(contents.statements()).hasSize(2);
    assertThat(Samples.curve(contents, "scan-2").xName()).isEqualTo("omega");
    assertThat(Samples.curve(contents, "scan-2").y()).containsExactly(7, 80, 9);
    assertThat(contents.remarks()).anyMatch(each -> each.contains("'Aborted'"));
  }

  @Test
  void shouldRefuseXrdmlInUnknownUnitsByName() {
    String text = new String(Samples.xrdml().bytes(), StandardCharsets.UTF_8);

    refuses(Samples.text("a.xrdml", text.replace("\"deg\"", "\"gon42\"")), "unknown unit 'gon42'");
    refuses(Samples.text("a.xrdml", text.substring(0, 900)), "truncated");
  }

  @Test
  void shouldReadRasx() {
    Contents contents = Formats.read(Samples.rasx());

    String run = "Data0/Profile0.txt";
    assertThat(Samples.reading(contents, run).sample()).contains("S-1");
    assertThat(Samples.reading(contents, run).instrument()).contains("SmartLab");
    assertThat(Samples.reading(contents, run).occurredAt())
        .contains(Instant.parse("2022-11-10T17:20:52Z"));
    assertThat(Samples.curve(contents, run).x()).containsExactly(8.5, 8.6, 8.7);
    assertThat(Samples.curve(contents, run).y()).containsExactly(591, 600, 598);
    assertThat(Samples.curve(contents, run).conditions().get("radiation_wavelength").value())
        .isCloseTo(1.6, within(1e-9));
  }

  @Test
  void shouldRefuseRasxThatIsCutOff() {
    byte[] bytes = java.util.Arrays.copyOf(Samples.rasx().bytes(), 200);

    refuses(new SourceFile("a.rasx", bytes), "truncated");
  }

  @Test
  void shouldCountAnglesFromTheFirstLine() {
    Payload.Curve curve = Samples.curve(Formats.read(Samples.countList()), "pattern");

    assertThat(curve.x()).containsExactly(5, 5.25, 5.5, 5.75, 6);
    assertThat(curve.y()).containsExactly(133, 153, 157, 195, 197);
  }

  @Test
  void shouldReadSeveralCountsPerLine() {
    Payload.Curve curve =
        Samples.curve(Formats.read(Samples.text("a.dat", "5 0.25 6\n1 2 3 4\n5\n")), "pattern");

    assertThat(curve.y()).containsExactly(1, 2, 3, 4, 5);
    assertThat(Formats.read(Samples.text("a.xye", "10 5 100\n15 6 1\n20 7 1\n")).format())
        .isEqualTo("columns");
  }

  @Test
  void shouldRefuseCountsWithoutAnglesOrWithTooFewOrMany() {
    refuses(Samples.text("a.dat", "133\n153\n157\n"), "the first line must give the range");
    refuses(Samples.text("a.dat", "5 0.25 6\n133\n153\n157\n"), "is it cut off");
    refuses(Samples.text("a.dat", "5 0.25 5.5\n1\n2\n3\n4\n"), "more counts than");
  }

  @Test
  void shouldReadPatternsFromLinesOfJson() {
    Contents contents = Formats.read(Samples.patternLines());

    assertThat(Samples.curve(contents, "a").x()).containsExactly(10, 10.5, 11);
    assertThat(Samples.reading(contents, "a").material()).contains(Composition.parse("LiMnO2"));
    assertThat(Samples.reading(contents, "b").material()).isEmpty();
  }

  @Test
  void shouldRefusePatternsThatContradictThemselves() {
    refuses(
        Samples.text("a.jsonl", "{\"id\":\"a\",\"two_theta\":[1,2],\"intensity\":[1]}"),
        "x has 2 points, y 1");
    refuses(
        Samples.text("a.jsonl", "{\"id\":\"a\",\"two_theta\":[1,\"2\"],\"intensity\":[1,2]}"),
        "line 1, two_theta");
    String one = "{\"id\":\"a\",\"two_theta\":[1,2],\"intensity\":[1,2]}\n";
    refuses(Samples.text("a.jsonl", one + one), "appears twice");
  }

  private static void refuses(SourceFile file, String reason) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Formats.read(file))
        .withMessageContaining(reason);
  }
}
