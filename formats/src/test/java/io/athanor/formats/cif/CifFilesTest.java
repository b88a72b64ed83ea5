package io.athanor.formats.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.athanor.formats.SourceFile;
import io.athanor.materials.diffraction.PowderLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIFs of the Crystallography Open Database, of ICSD and of pymatgen ({@code ATHANOR_DATA}). */
class CifFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"events/cif", "xrd/dara"})
  void shouldReadEveryFileAndCalculateItsPattern(String folder) throws IOException {
    try (Stream<Path> all = Files.walk(data().resolve(folder))) {
      List<Path> files = all.filter(path -> path.toString().endsWith(".cif")).sorted().toList();
      assertThat(files).hasSizeGreaterThanOrEqualTo(5);
      for (Path file : files) {
        CifStructure structure = read(file);
        assertThat(structure.remarks()).as(file.toString()).allMatch(r -> r.contains("occupied"));
        assertThat(PowderLines.of(structure.cell().orElseThrow(), 1.54184, 10, 90))
            .as(file.toString())
            .hasSizeGreaterThanOrEqualTo(5);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "events/cif/cod_1000041.cif, cod-1000041, ClNa, 225, 8",
    "events/cif/cod_1101051.cif, cod-1101051, SZn, 186, 4",
    "events/cif/cod_7206075.cif, cod-7206075, O2Ti, 141, 12",
    "xrd/dara/BiFeO3.cif, icsd-15299, BiFeO3, 161, 30",
    "xrd/dara/CaNi(PO3)4_15_sym.cif, CaNi(PO3)4, CaNiO12P4, 15, 72",
    "xrd/dara/Bi25FeO39.cif, icsd-257493, Bi25FeO39, 197, 68"
  })
  void shouldReadTheWholeCell(String path, String id, String formula, int group, int sites)
      throws IOException {
    CifStructure structure = read(data().resolve(path));

    assertThat(structure.id()).isEqualTo(id);
    assertThat(structure.composition().formula()).isEqualTo(formula);
    assertThat(structure.spaceGroup()).contains(group);
    assertThat(structure.cell().orElseThrow().sites()).hasSize(sites);
  }

  private static CifStructure read(Path file) throws IOException {
    return CifStructures.of(new SourceFile(file.getFileName().toString(), Files.readAllBytes(file)))
        .get(0);
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
