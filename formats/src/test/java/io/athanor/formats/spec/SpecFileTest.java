package io.athanor.formats.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.Payload;
import io.athanor.formats.Samples;
import io.athanor.formats.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpecFileTest {
  @Test
  void shouldReadOneCurvePerScanAndDetector() {
    Contents contents = Formats.read(Samples.spec());

    assertThat(contents.statements())
        .extracting(each -> ((Statement.Reading) each).run())
        .containsExactly(
            "scan-1/ion_chamber", "scan-1/i0", "scan-2/i0", "scan-2.2/dummy", "scan-2.2/det");
    Payload.Curve curve = Samples.curve(contents, "scan-1/ion_chamber");
    assertThat(curve.xName()).isEqualTo("th");
    assertThat(curve.x()).containsExactly(1, 2, 3);
    assertThat(curve.y()).containsExactly(10, 11, 12);
  }

  @Test
  void shouldTakeTheOffsetFromUtcFromTheHeader() {
    assertThat(Samples.reading(Formats.read(Samples.spec()), "scan-1/i0").occurredAt())
        .contains(Instant.parse("2010-11-03T18:42:03Z"));
    Contents without =
        Formats.read(
            Samples.text(
                "a",
                "#F a\n#D Wed Nov 03 13:39:34 2010\n#S 1 a\n#D Wed Nov 03 13:42:03 2010\n"
                    + "#N 2\n#L a  b\n1 2\n2 3\n"));
    assertThat(Samples.reading(without, "scan-1/b").occurredAt()).isEmpty();
    assertThat(without.remarks()).anyMatch(each -> each.contains("no offset from UTC"));
  }

  @Test
  void shouldKeepAbortedScansAndRemarkOnThemAndOnSpectra() {
    Contents contents = Formats.read(Samples.spec());

    assertThat(Samples.curve(contents, "scan-2/i0").y()).containsExactly(7, 8);
    assertThat(contents.remarks())
        .contains(
            "scan-2 was aborted after 2 points",
            "scan-2: spectra of the multichannel analyser are left out");
  }

  @Test
  void shouldReadAScanThatStandsStillOverItsPoints() {
    Payload.Curve curve = Samples.curve(Formats.read(Samples.spec()), "scan-2.2/det");

    assertThat(curve.xName()).isEqualTo("point");
    assertThat(curve.x()).containsExactly(0, 1);
  }

  @Test
  void shouldNameTheLineWithMoreOrFewerNumbersThanLabels() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(
            () -> Formats.read(Samples.text("a", "#F a\n#E 1\n#S 1 a\n#N 2\n#L a  b\n1 2\n1\n")))
        .withMessage("SPEC, line 7: has 1 numbers where #L names 2 columns");
  }

  @Test
  void shouldTellScansAndColumnsOfTheSameNameApart() {
    String scan = "#N 4\n#L x  I0  I0  I0_2\n1 2 3 4\n2 3 4 5\n";
    Contents contents =
        Formats.read(
            Samples.text(
                "a", "#F a\n#E 1\n#S 2.2 a\n" + scan + "#S 2 a\n" + scan + "#S 2 a\n" + scan));

    assertThat(contents.statements())
        .extracting(each -> ((Statement.Reading) each).run())
        .doesNotHaveDuplicates()
        .hasSize(9);
  }
}
