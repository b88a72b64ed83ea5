package io.athanor.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of real instruments in the data directory ({@code ATHANOR_DATA}). */
class RealFilesTest {
  private static final int VARIANTS = 6;

  @ParameterizedTest
  @CsvSource({
    "xrd/dara/GeO2-ZnO_700C_60min.xrdml, XRDML, 1",
    "xrd/dara/RM20220915Si01.rasx, RASX, 1",
    "xrd/dara/BiFeO3.xy.gz, columns, 1",
    "xrd/pvlab_autoxrd_experimental.jsonl.gz, patterns as JSON lines, 72",
    "xrd/xrd_autoanalyzer_spectra.jsonl.gz, patterns as JSON lines, 7",
    "events/instrument-raw/XRD-918-16_10.xrdml, XRDML, 1",
    "events/instrument-raw/mattergen_xrd_xrd_measurement_TaCr2O6.dat, count list, 1",
    "events/instrument-raw/spec_twoc.dat.gz, SPEC, 42",
    "events/instrument-raw/atlas_sdl_echem_373241e8-1ab7-11ee-884e-d83add0cd5a8.csv.gz,"
        + " potentiostat trace, 10",
    "sdl-campaigns/escalate_load_v2_bromides.tsv.gz, ESCALATE, 480",
    "sdl-campaigns/escalate_load_v2_wf3_alloying.tsv.gz, ESCALATE, 528",
    "sdl-campaigns/escalate_load_v2_wf3_iodides.tsv.gz, ESCALATE, 992"
  })
  void shouldReadWhatInstrumentsWrote(String path, String format, int statements)
      throws IOException {
    Path file = data().resolve(path);
    Contents contents =
        Formats.read(new SourceFile(file.getFileName().toString(), Files.readAllBytes(file)));

    assertThat(contents.format()).isEqualTo(format);
    assertThat(contents.statements()).hasSize(statements);
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "xrd", "sdl-campaigns"})
  void shouldReadOrRefuseEveryFile(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(data().resolve(folder))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        SourceFile source = new SourceFile(file.getFileName().toString(), Files.readAllBytes(file));
        try {
          assertThat(Formats.read(source).statements()).as(file.toString()).isNotEmpty();
        } catch (FormatException e) {
          assertThat(e.reason()).as(file.toString()).isNotBlank();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "xrd", "sdl-campaigns"})
  void shouldOnlyEverReadOrRefuseBrokenVariants(String folder) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (Stream<Path> files = Files.walk(data().resolve(folder))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        SourceFile whole =
            Gzip.unpacked(new SourceFile(file.getFileName().toString(), Files.readAllBytes(file)));
        for (int i = 0; i < VARIANTS; i++) {
          byte[] broken = whole.bytes().clone();
          int at = random.nextInt(broken.length);
          if (i % 2 == 0) {
            broken = Arrays.copyOf(broken, at);
          } else {
            broken[at] ^= (byte) (1 << random.nextInt(8));
          }
          try {
            assertThat(Formats.read(new SourceFile(whole.name(), broken))).isNotNull();
          } catch (FormatException e) {
            assertThat(e.reason()).as(file.toString()).isNotBlank();
          }
        }
      }
    }
  }

  private static Path data() {
    Path data =
        Optional.ofNullable(System.getenv("ATHANOR_DATA"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared", "data"));
    assumeTrue(
        Files.isDirectory(data.resolve("events")),
        "skipped: no data sets in " + data.toAbsolutePath() + "; set ATHANOR_DATA");
    return data;
  }
}
