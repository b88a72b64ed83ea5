package io.athanor.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.DataFiles;
import io.athanor.formats.document.Fuzz;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NexusFormatTest {
  private final NexusFormat format = new NexusFormat();

  @Test
  void shouldReadACurveWithWhatTheEntrySays(@TempDir Path directory) throws Exception {
    SourceFile file = scan(directory, new double[] {10, 10.02, 10.04});

    assertThat(format.recognises(file)).isTrue();
    Contents contents = format.read(file);

    Statement.Reading reading = (Statement.Reading) contents.statements().get(0);
    assertThat(reading.run()).isEqualTo("/entry/data");
    assertThat(reading.sample()).contains("pellet 3");
    assertThat(reading.instrument()).contains("diffractometer 1");
    assertThat(reading.technique()).isEqualTo("powder-diffraction");
    assertThat(reading.occurredAt()).contains(Instant.parse("2024-05-06T07:08:09Z"));
    assertThat(reading.material().map(m -> m.formula())).contains("O2Si");
    Payload.Curve curve = (Payload.Curve) reading.payload();
    assertThat(curve.xName()).isEqualTo("two_theta");
    assertThat(curve.xUnit()).isEqualTo("deg");
    assertThat(curve.x()).containsExactly(10, 10.02, 10.04);
    assertThat(curve.yName()).isEqualTo("intensity");
    assertThat(curve.yUnit()).isEqualTo("{counts}");
    assertThat(curve.y()).containsExactly(3, 9, 4);
  }

  @Test
  void shouldSayWhyACurveStaysOut(@TempDir Path directory) throws Exception {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(scan(directory, new double[] {10, 10, 10.04})))
        .withMessageContaining("x is not strictly monotonic at point 1");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(new SourceFile("x.h5", new byte[100])))
        .withMessageContaining("does not begin as HDF5 does");
  }

  @Test
  void shouldBelieveNoDimensions(@TempDir Path directory) throws Exception {
    byte[] bytes = scan(directory, new double[] {10, 10.02, 10.04}).bytes();
    int changed = 0;
    for (int i = 0; i + 8 <= bytes.length; i++) {
      // every length of three becomes two thousand million
      if (bytes[i] == 3 && isZero(bytes, i + 1)) {
        bytes[i + 3] = 0x77;
        changed++;
      }
    }
    assertThat(changed).isPositive();
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(new SourceFile("x.nxs", bytes)));
  }

  @Test
  void shouldSurviveBrokenFiles(@TempDir Path directory) throws Exception {
    Fuzz.run(format, List.of(scan(directory, new double[] {10, 10.02, 10.04})), 20260104, 10_000);
  }

  @Test
  void shouldSurviveBrokenFilesOfTheOldLayout() {
    // no checksums: damage gets further than in what is written above
    Fuzz.run(format, List.of(DataFiles.file("events/nexus/writer_1_3.h5")), 20260105, 10_000);
  }

  @Test
  void shouldReadTheRealDiffractogram() {
    Contents contents = format.read(DataFiles.file("events/nexus/xrdml_918-16_10_ref.nxs"));

    Statement.Reading reading = (Statement.Reading) contents.statements().get(0);
    assertThat(contents.statements()).hasSize(1);
    assertThat(reading.technique()).isEqualTo("powder-diffraction");
    Payload.Curve curve = (Payload.Curve) reading.payload();
    assertThat(curve.xName()).isEqualTo("two_theta");
    assertThat(curve.xUnit()).isEqualTo("deg");
    assertThat(curve.conditions().get("radiation_wavelength").value()).isEqualTo(1.540598);
  }

  @Test
  void shouldReadTheRealTutorialFile() {
    Contents contents = format.read(DataFiles.file("events/nexus/writer_1_3.h5"));

    Statement.Reading reading = (Statement.Reading) contents.statements().get(0);
    assertThat(((Payload.Curve) reading.payload()).x()).hasSize(31);
  }

  @Test
  void shouldSayThatARealDetectorPictureIsNoCurve() {
    SourceFile picture = DataFiles.file("events/nexus/Data_Q.h5");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(picture))
        .withMessage(
            "NeXus/HDF5: holds nothing that is one curve: /sasentry01/sasdata01 stays out: its"
                + " signal has 2 dimensions, not one");
  }

  private static boolean isZero(byte[] bytes, int from) {
    for (int i = from; i < from + 7 && i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static SourceFile scan(Path directory, double[] angles) throws Exception {
    Path path = directory.resolve("scan.nxs");
    try (WritableHdfFile file = HdfFile.write(path)) {
      WritableGroup entry = file.putGroup("entry");
      entry.putAttribute("NX_class", "NXentry");
      entry.putDataset("definition", "NXxrd_pan");
      entry.putDataset("start_time", "2024-05-06T09:08:09+02:00");
      WritableGroup sample = entry.putGroup("sample");
      sample.putAttribute("NX_class", "NXsample");
      sample.putDataset("name", "pellet 3");
      sample.putDataset("chemical_formula", "SiO2");
      WritableGroup instrument = entry.putGroup("instrument");
      instrument.putAttribute("NX_class", "NXinstrument");
      instrument.putDataset("name", "diffractometer 1");
      WritableGroup data = entry.putGroup("data");
      data.putAttribute("NX_class", "NXdata");
      data.putAttribute("signal", "intensity");
      data.putAttribute("axes", "two_theta");
      WritableDataset x = data.putDataset("two_theta", angles);
      x.putAttribute("units", "degrees");
      WritableDataset y =
          data.putDataset(
              "intensity",
              new int[] {3, 9, 4},
              DatasetCreationOptions.builder().chunkDimensions(2).shuffle().deflate().build());
      y.putAttribute("units", "counts");
    }
    return new SourceFile("scan.nxs", Files.readAllBytes(path));
  }
}
