package io.athanor.formats.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.FormatFuzz;
import io.athanor.formats.Formats;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.diffraction.ScatteringSite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CifFormatTest {
  @Test
  void shouldApplySymmetryAndMergeSpecialPositions() {
    Contents contents = Formats.read(CifSamples.file(CifSamples.WURTZITE));

    assertThat(contents.format()).isEqualTo("CIF");
    assertThat(contents.remarks()).isEmpty();
    Statement.Structure structure = (Statement.Structure) contents.statements().get(0);
    assertThat(structure.id()).isEqualTo("cod-1234567");
    assertThat(structure.composition().formula()).isEqualTo("SZn");
    List<Site> sites = structure.crystal().orElseThrow().sites();
    assertThat(sites).hasSize(4);
    // the mean of the images that merge is the exact third that 0.3333 stands for
    assertThat(sites.get(0).x()).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(sites.get(0).y()).isCloseTo(2.0 / 3, within(1e-9));
    assertThat(sites.get(1).z()).isCloseTo(0.5, within(1e-9));
    assertThat(structure.crystal().orElseThrow().lattice().c()).isEqualTo(6.2607);
    CifStructure whole = CifStructures.of(CifSamples.file(CifSamples.WURTZITE)).get(0);
    assertThat(whole.spaceGroup()).contains(186);
    // B = 8 pi^2 U
    assertThat(whole.cell().orElseThrow().sites().get(0).displacement())
        .isCloseTo(0.78957, within(1e-5));
  }

  @Test
  void shouldReadSeveralBlocksAndPartOccupancy() {
    List<CifStructure> structures = CifStructures.of(CifSamples.file(CifSamples.MIXED));

    assertThat(structures).extracting(CifStructure::id).containsExactly("first", "second");
    assertThat(structures.get(0).crystal()).isPresent();
    CifStructure second = structures.get(1);
    assertThat(second.crystal()).isEmpty();
    assertThat(second.remarks())
        .containsExactly(
            "1 sites without coordinates are left out",
            "3 sites of the cell are partly occupied: there is no ordered crystal");
    List<ScatteringSite> sites = second.cell().orElseThrow().sites();
    assertThat(sites)
        .extracting(ScatteringSite::occupancy)
        .containsExactly(0.7, 0.3, 1.0, 0.9, 1.0, 1.0);
    assertThat(sites)
        .extracting(ScatteringSite::element)
        .containsExactly(Element.Ba, Element.Sr, Element.Ti, Element.O, Element.O, Element.O);
    // no angles given: the dictionary says 90 degrees
    assertThat(second.cell().orElseThrow().lattice().gamma()).isEqualTo(90);
  }

  @Test
  void shouldKeepTheBlocksThatCanBeRead() {
    String text = CifSamples.MIXED.replace("data_second", "data_second\n_cell_length_a x");
    assertThatExceptionOfType(FormatException.class)
        .as("a name that is given twice is an error of the whole file")
        .isThrownBy(() -> CifStructures.of(CifSamples.file(text)))
        .withMessageContaining("given twice");
    String broken = CifSamples.MIXED.replace("_cell_length_c 4.1", "_cell_length_c long");
    List<CifStructure> structures = CifStructures.of(CifSamples.file(broken));
    assertThat(structures).extracting(CifStructure::id).containsExactly("first");
    assertThat(structures.get(0).remarks())
        .containsExactly("data_second _cell_length_c is left out: is no number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_cell_length_a                   3.8227(1) | _cell_length_a ? | _cell_length_a: is"
            + " missing",
        "0.3748(2) | 0.3x | row 2: is no number",
        "Zn1 Zn2+ | Qq1 Qq | row 1: names no chemical element",
        "S1 S2- 0.3333 0.6667 0.3748(2) 1. ? | S1 S2- 0.3333 0.6667 0.3748(2) 1.7 ? | occupancy",
        "S1 S2- 0.3333 0.6667 0.3748(2) 1. ? | S1 S2- 0.3333 0.6667 0.3748(2) 1. | incomplete row",
        "x-y,x,1/2+z | x-y,x | symmetry operation 9: must have three parts",
        "x-y,x,1/2+z | x,x,z | changes the volume",
        "0.3333 0.6667 0. 1. 0.01 | 0.3333 0.6667 0.37 1. 0.01 | apart",
        "_symmetry_equiv_pos_as_xyz | _other_name | must be listed",
        "data_wurtzite | save_wurtzite | belong to dictionaries",
        "\"Weber, B.\" | \"Weber, B. | has no end on its line"
      })
  void shouldSayWhatIsWrongAndWhere(String good, String bad, String reason) {
    assertThat(CifSamples.WURTZITE).contains(good);
    SourceFile file = CifSamples.file(CifSamples.WURTZITE.replace(good, bad));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new CifFormat().read(file))
        .withMessageStartingWith("CIF, ")
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y,z | 0.1 0.2 0.3",
        "-Y, X-Y, Z+1/3 | -0.2 -0.1 0.633333",
        "1/2+x, 0.5-y, -z | 0.6 0.3 -0.3",
        "y-x,-x,2*z-z | 0.1 -0.1 0.3"
      })
  void shouldReadSymmetryOperations(String text, String image) {
    double[] found = SymmetryOperation.parse(text).apply(0.1, 0.2, 0.3);
    String[] expected = image.split(" ");
    for (int i = 0; i < 3; i++) {
      assertThat(found[i]).isCloseTo(Double.parseDouble(expected[i]), within(1e-6));
    }
  }

  @Test
  void shouldReadAFormulaWithoutSites() {
    Contents contents = Formats.read(CifSamples.file("data_x\n_chemical_formula_sum 'Ti O2'\n"));
    Statement.Structure structure = (Statement.Structure) contents.statements().get(0);

    assertThat(structure.composition().formula()).isEqualTo("O2Ti");
    assertThat(structure.crystal()).isEmpty();
    assertThat(contents.remarks()).containsExactly("x: gives no atom sites, only a formula");
  }

  @Test
  void shouldRefuseCellsThatWouldFillTheMemory() {
    StringBuilder text = new StringBuilder("data_big\n");
    text.append("_cell_length_a 900 _cell_length_b 900 _cell_length_c 900\n");
    text.append("loop_ _symmetry_equiv_pos_as_xyz\n");
    for (int i = 0; i < 190; i++) {
      text.append("x+").append(i / 200.0).append(",y,z\n");
    }
    text.append("loop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y");
    text.append(" _atom_site_fract_z\n");
    for (int i = 0; i < 4_000; i++) {
      text.append("Si").append(i).append(" 0 0 ").append(i / 5_000.0).append('\n');
    }
    SourceFile file =
        new SourceFile("big.cif", text.toString().getBytes(StandardCharsets.US_ASCII));

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> new CifFormat().read(file))
        .withMessageContaining("more than 5000 atoms");
  }

  @Test
  @Timeout(300)
  void shouldOnlyEverReadOrRefuse() {
    FormatFuzz.check(
        new CifFormat(),
        20_261_126,
        List.of(CifSamples.file(CifSamples.WURTZITE), CifSamples.file(CifSamples.MIXED)));
  }
}
