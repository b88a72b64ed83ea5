package io.athanor.formats.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.Payload;
import io.athanor.formats.Samples;
import io.athanor.formats.SourceFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
  @Test
  void shouldReadEachColumnOverTheFirst() {
    Contents contents = Formats.read(Samples.columns());

    assertThat(contents.format()).isEqualTo("columns");
    Payload.Curve absorbance = Samples.curve(contents, "column-2");
    assertThat(absorbance.xName()).isEqualTo("wavelength");
    assertThat(absorbance.xUnit()).isEqualTo("nm");
    assertThat(absorbance.yName()).isEqualTo("absorbance");
    assertThat(absorbance.conditions().get("film_thickness").value()).isEqualTo(310);
    assertThat(Samples.reading(contents, "column-2").technique()).isEqualTo("uv-vis-absorption");
    assertThat(Samples.reading(contents, "column-2").sample()).contains("film-3");
    assertThat(Samples.curve(contents, "column-3").x()).containsExactly(400, 401);
    assertThat(Samples.curve(contents, "column-3").yUnit()).isEqualTo("Cel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2theta (deg),counts\n10.5,3\n11.5,4\n",
        "2theta (deg);counts\n10,5;3\n11,5;4\n",
        "2-Theta [deg]\tcounts\n10,5\t3\n11,5\t4\n",
        "# 2theta (deg) counts\n10.5 3\n11.5 4\n",
        "Two Theta   Counts\ndeg   counts\n10,5   3\n11,5   4\n",
        "some words\n\n! 2\u03b8\tcounts\n10.5\t3\n\n# note\n11.5\t4\n",
        "2theta/deg;counts\r\n1.05e1;3\r\n1.15e1;4\r\n"
      })
  void shouldFindDelimiterDecimalSignHeaderAndUnits(String text) {
    Contents contents = Formats.read(Samples.text("a.txt", text));

    Payload.Curve curve = Samples.curve(contents, "column-2");
    assertThat(curve.xName()).isEqualTo("two_theta");
    assertThat(curve.xUnit()).isEqualTo("deg");
    assertThat(curve.x()).containsExactly(10.5, 11.5);
    assertThat(curve.y()).containsExactly(3, 4);
    assertThat(Samples.reading(contents, "column-2").technique()).isEqualTo("powder-diffraction");
  }

  @Test
  void shouldTakeTheWavelengthOfAPatternFromItsComment() {
    Contents contents =
        Formats.read(
            Samples.text("a.csv", "# wavelength = 1.5406 Angstrom\n2theta,counts\n1,2\n2,3\n"));

    assertThat(Samples.curve(contents, "column-2").conditions().get("radiation_wavelength").unit())
        .isEqualTo("Ao");
  }

  @Test
  void shouldReadAVoltammogramOverItsTime() {
    Contents contents =
        Formats.read(
            Samples.text("a.csv", "Ewe/V,I/mA,time/s\n0.1,1,0\n0.2,2,1\n0.1,1.5,2\n0.0,1,3\n"));

    assertThat(Samples.curve(contents, "column-1").xName()).isEqualTo("time");
    assertThat(Samples.curve(contents, "column-1").y()).containsExactly(0.1, 0.2, 0.1, 0);
    assertThat(Samples.curve(contents, "column-2").yUnit()).isEqualTo("mA");
  }

  @Test
  void shouldKeepTheReferenceOfAPotential() {
    Contents contents = Formats.read(Samples.text("a.csv", "t (s),E (V vs RHE)\n1,2\n2,3\n"));

    assertThat(Samples.curve(contents, "column-2").yUnit()).isEqualTo("V{RHE}");
  }

  @Test
  void shouldReadXyWithoutHeaderAsAPowderPatternOnly() {
    String text = "10.0 5\n10.1 6\n10.2 7\n";

    assertThat(Formats.read(Samples.text("a.xy", text)).remarks().get(0)).contains("no header");
    refuses(Samples.text("a.csv", text), "no header that says what they are");
  }

  @Test
  void shouldRefuseColumnsWithoutUnitsAndUnknownUnitsByName() {
    refuses(
        Samples.text("a.csv", "Time,Depth 1,Load 1\n0,0,0\n1,2,3\n2,3,4\n"),
        "column 'Time': states no unit");
    refuses(
        Samples.text("a.csv", "wavelength (nm),gloss (furlong)\n0,0\n1,2\n2,3\n"),
        "column 'gloss': unknown unit 'furlong'");
  }

  @Test
  void shouldNameTheLineThatIsNoRow() {
    refuses(Samples.text("a.csv", "2theta,counts\n1,2\n2,3\n3,x\n"), "line 4: cell 2");
    refuses(Samples.text("a.csv", "2theta,counts\n1,2\n2,3\n3\n"), "line 4: has 1 cells");
    refuses(Samples.text("a.csv", "2theta,counts\n1,2\n1,3\n1,3\n"), "is not sorted");
  }

  @Test
  void shouldReadUtf16AndWindowsText() {
    String text = "\u03bb (\u00b5m),absorbance\n1,2\n2,3\n";
    byte[] utf16 = ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);

    assertThat(Samples.curve(Formats.read(new SourceFile("a.csv", utf16)), "column-2").xUnit())
        .isEqualTo("um");
    byte[] windows = "T (\u00b0C),absorbance\n1,2\n2,3\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Samples.curve(Formats.read(new SourceFile("a.csv", windows)), "column-2").xUnit())
        .isEqualTo("Cel");
  }

  @Test
  void shouldReadATableOfExperiments() {
    Contents contents = Formats.read(Samples.experiments());

    assertThat(contents.format()).isEqualTo("experiment table");
    assertThat(Samples.reading(contents, "row-3").sample()).contains("A2");
    Payload.Scalars scalars = (Payload.Scalars) Samples.reading(contents, "row-3").payload();
    assertThat(scalars.values().get("yield").value()).isEqualTo(33);
    assertThat(scalars.values().get("yield").unit()).isEqualTo("%");
    assertThat(contents.remarks()).anyMatch(each -> each.contains("'solvent'"));
  }

  @Test
  void shouldRefuseATableWhoseOutcomeHasNoUnit() {
    refuses(
        Samples.text("a.csv", "ligand,ligand/metal ratio,obj\nPyridine,6.6,-0.12\n"),
        "column 'obj': states no unit");
  }

  private static void refuses(SourceFile file, String reason) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Formats.read(file))
        .withMessageContaining(reason);
  }
}
