package io.athanor.formats.allotrope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.api.Test;

class AllotropeFormatTest {
  private static final String READER =
      """
      {"$asm.manifest": "http://purl.allotrope.org/manifests/plate-reader/REC/2025/03/plate-reader.manifest",
       "plate reader aggregate document": {
        "device system document": {"device identifier": "reader-1", "model number": "X"},
        "plate reader document": [{"measurement aggregate document": {
          "measurement time": "2024-03-07T11:31:30+00:00", "plate well count": {"value": 96, "unit": "#"},
          "measurement document": [{"measurement identifier": "m1",
            "sample document": {"sample identifier": "Plate 1 A1", "location identifier": "A1"},
            "device control aggregate document": {"device control document": [
              {"detector wavelength setting": {"value": 280, "unit": "nm"}}]},
            "absorbance": {"value": 250, "unit": "mAU"},
            "viscosity": {"value": 2, "unit": "grandmas"},
            "processed data aggregate document": {"processed data document": [
              {"mass concentration": {"value": 1.961, "unit": "mg/mL"},
               "peak list": {"peak": [{"peak area": {"value": 3, "unit": "mAU.s"}},
                                      {"peak area": {"value": 4, "unit": "mAU.s"}}]}}]},
            "absorption spectrum data cube": {"label": "s", "cube-structure": {
              "dimensions": [{"concept": "wavelength", "unit": "nm"}],
              "measures": [{"concept": "absorbance", "unit": "mAU"}]},
              "data": {"dimensions": [[300.0, 310.0, 320.0]], "measures": [[5, 11, 24]]}},
            "error aggregate document": {"error document": [{"error": "OVRFLW", "error feature": "OD"}]}}]}}],
        "calculated data aggregate document": {"calculated data document": [
          {"calculated data identifier": "c1", "calculated data name": "A260/A280",
           "calculated result": {"value": 1.8, "unit": "(unitless)"},
           "data source aggregate document": {"data source document": [{"data source identifier": "m1"}]}}]}}}
      """;

  private final AllotropeFormat format = new AllotropeFormat();

  @Test
  void shouldReadScalarsCubesPeaksAndCalculatedData() {
    assertThat(format.recognises(file(READER))).isTrue();
    Contents contents = format.read(file(READER));

    List<Statement.Reading> readings =
        contents.statements().stream().map(s -> (Statement.Reading) s).toList();
    assertThat(readings.stream().map(Statement.Reading::run))
        .containsExactly(
            "m1/peak/1", "m1/peak/2", "m1", "m1/absorption spectrum data cube/absorbance", "c1");
    assertThat(readings).allMatch(r -> r.sample().orElse("").equals("Plate 1 A1"));
    assertThat(readings).allMatch(r -> r.instrument().orElse("").equals("reader-1"));
    Payload.Scalars scalars = (Payload.Scalars) readings.get(2).payload();
    assertThat(readings.get(2).occurredAt()).contains(Instant.parse("2024-03-07T11:31:30Z"));
    assertThat(scalars.values())
        .containsOnlyKeys("absorbance", "mass_concentration", "detector_wavelength_setting");
    assertThat(scalars.values().get("absorbance").to("1").value()).isCloseTo(0.25, within(1e-12));
    assertThat(scalars.values().get("mass_concentration").to("g/L").value())
        .isCloseTo(1.961, within(1e-9));
    Payload.Curve spectrum = (Payload.Curve) readings.get(3).payload();
    assertThat(readings.get(3).technique()).isEqualTo("uv-vis-absorption");
    assertThat(spectrum.xUnit()).isEqualTo("nm");
    assertThat(spectrum.y()).containsExactly(5, 11, 24);
    assertThat(((Payload.Scalars) readings.get(4).payload()).values()).containsKey("a260_a280");
    assertThat(contents.remarks())
        .containsExactly(
            "the instrument reports 'OVRFLW'",
            "viscosity stays out: its unit 'grandmas' is not known");
  }

  @Test
  void shouldRefuseADocumentOfUnknownUnitsByTheirName() {
    String text =
        "{\"$asm.manifest\": \"x\", \"x aggregate document\": {\"x document\": [{\"measurement"
            + " aggregate document\": {\"measurement document\": [{\"force\": {\"value\": 1,"
            + " \"unit\": \"horses\"}}]}}]}}";
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file(text)))
        .withMessage(
            "Allotrope ASM: holds nothing that can be read: force stays out: its unit 'horses' is"
                + " not known");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("{\"$asm.manifest\": \"x\"}")))
        .withMessageContaining("no aggregate document");
  }

  @Test
  void shouldSurviveBrokenFiles() {
    Fuzz.run(format, List.of(file(READER)), 20260103, 10_000);
  }

  @Test
  void shouldReadTheRealDocuments() {
    List<SourceFile> files = DataFiles.files("events/allotrope", "*.json");
    int read = 0;
    for (SourceFile file : files) {
      if (format.recognises(file)) {
        Contents contents = format.read(file);
        assertThat(contents.remarks()).as(file.name()).noneMatch(r -> r.contains("unit '"));
        read++;
      }
    }
    assertThat(files).hasSize(5);
    assertThat(read).as("all but the input of one of them").isEqualTo(4);
    Contents reader =
        format.read(
            files.stream().filter(f -> f.name().startsWith("agilent")).findFirst().orElseThrow());
    assertThat(reader.statements()).hasSizeGreaterThanOrEqualTo(96);
  }

  private static SourceFile file(String text) {
    return new SourceFile("asm.json", text.getBytes(StandardCharsets.UTF_8));
  }
}
