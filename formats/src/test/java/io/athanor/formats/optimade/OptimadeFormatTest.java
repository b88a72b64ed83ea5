package io.athanor.formats.optimade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.DataFiles;
import io.athanor.formats.document.Fuzz;
import io.athanor.materials.crystal.Crystal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimadeFormatTest {
  private static final String SALT =
      """
      {"type": "structures", "id": "x/1", "attributes": {"elements": ["Cl", "Na"], "nelements": 2,
        "elements_ratios": [0.5, 0.5], "chemical_formula_reduced": "ClNa", "dimension_types": [1, 1, 1],
        "nperiodic_dimensions": 3, "lattice_vectors": [[0, 2.82, 2.82], [2.82, 0, 2.82], [2.82, 2.82, 0]],
        "cartesian_site_positions": [[0, 0, 0], [2.82, 2.82, 2.82]], "nsites": 2,
        "species": [{"name": "Na", "chemical_symbols": ["Na"], "concentration": [1.0]},
          {"name": "Cl", "chemical_symbols": ["Cl"], "concentration": [1.0]}],
        "species_at_sites": ["Na", "Cl"], "structure_features": []}}\
      """;

  private final OptimadeFormat format = new OptimadeFormat();

  @Test
  void shouldReadAResponse() {
    SourceFile file = file("{\"meta\": {\"api_version\": \"1.2.0\"}, \"data\": [" + SALT + "]}");

    assertThat(format.recognises(file)).isTrue();
    Contents contents = format.read(file);

    Statement.Structure salt = (Statement.Structure) contents.statements().get(0);
    assertThat(salt.id()).isEqualTo("x/1");
    assertThat(salt.composition().formula()).isEqualTo("ClNa");
    Crystal crystal = salt.crystal().orElseThrow();
    assertThat(crystal.lattice().alpha()).isCloseTo(60, within(1e-9));
    assertThat(crystal.sites().get(1).x()).isCloseTo(0.5, within(1e-12));
    assertThat(crystal.sites().get(1).z()).isCloseTo(0.5, within(1e-12));
    assertThat(contents.remarks()).isEmpty();
  }

  @Test
  void shouldReadLinesAndASingleEntry() {
    String lines =
        "{\"x-optimade\": {\"meta\": {\"api_version\": \"1.2.0\"}}}\n"
            + SALT.replace("\n", " ")
            + "\n{\"type\": \"references\", \"id\": \"r\", \"attributes\": {}}\n";
    assertThat(format.read(file(lines)).statements()).hasSize(1);
    assertThat(format.read(file(lines)).remarks())
        .containsExactly("1 entries of type references are left out");
    assertThat(format.read(file("{\"data\": " + SALT + "}")).statements()).hasSize(1);
  }

  @Test
  void shouldTakePropertiesWhoseUnitIsKnown() {
    String entry =
        SALT.replace(
            "\"structure_features\"",
            "\"_mp_band_gap\": 5.1, \"_x_hardness\": 2, \"_y_energy\": -3.2,"
                + " \"structure_features\"");
    String info =
        "{\"type\": \"info\", \"id\": \"structures\", \"properties\":"
            + " {\"_y_energy\": {\"unit\": \"kJ/mol\"}}}";

    Contents contents = format.read(file("[" + info + "," + entry + "]"));

    Statement.Computation computation = (Statement.Computation) contents.statements().get(0);
    assertThat(computation.properties()).containsOnlyKeys("band_gap", "energy");
    assertThat(computation.properties().get("band_gap").unit()).isEqualTo("eV");
    assertThat(computation.properties().get("energy").unit()).isEqualTo("kJ/mol");
  }

  @Test
  void shouldTakePartlyOccupiedSitesAsACompositionOnly() {
    String entry =
        SALT.replace(
            "{\"name\": \"Cl\", \"chemical_symbols\": [\"Cl\"], \"concentration\": [1.0]}",
            "{\"name\": \"Cl\", \"chemical_symbols\": [\"Cl\", \"vacancy\"], \"concentration\":"
                + " [0.8, 0.2]}");

    Contents contents = format.read(file("[" + entry + "]"));

    Statement.Structure structure = (Statement.Structure) contents.statements().get(0);
    assertThat(structure.crystal()).isEmpty();
    assertThat(structure.composition().formula()).isEqualTo("Cl4Na5");
    assertThat(contents.remarks())
        .containsExactly(
            "x/1 is taken without its cell: sites are partly occupied or have attached atoms");
  }

  @Test
  void shouldReadTheGoodEntriesAndGiveAReasonForTheBad() {
    String bad = SALT.replace("x/1", "x/2").replace("\"nsites\": 2", "\"nsites\": 3");

    Contents contents = format.read(file("[" + bad + "," + SALT + "]"));

    assertThat(contents.statements()).hasSize(1);
    assertThat(contents.remarks())
        .containsExactly("x/2 is left out: nsites is 3, but there are 2 positions");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("[" + bad + "]")))
        .withMessage(
            "OPTIMADE: none of its 1 structures can be used; the first: x/2: nsites is 3, but there"
                + " are 2 positions");
  }

  @Test
  void shouldRefuseSitesWithoutAtoms() {
    String empty = SALT.replace("[1.0]", "[0.0]").replace("\"elements\"", "\"_x_elements\"");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("[" + empty + "]")))
        .withMessageContaining("species hold no atoms");
  }

  @Test
  void shouldRefuseReferencesAndErrors() {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(file("{\"data\": [{\"type\": \"references\"}]}")))
        .withMessage("OPTIMADE: holds no structures, only entries of type [references]");
    assertThat(format.recognises(file("{\"openapi\": \"3.1.0\", \"api_version\": 1}"))).isFalse();
  }

  @Test
  void shouldSurviveBrokenFiles() {
    Fuzz.run(
        format,
        List.of(file("[" + SALT + "]"), file("{\"data\": [" + SALT + "," + SALT + "]}")),
        20260102,
        10_000);
  }

  @Test
  void shouldReadTheRealStructures() {
    for (String name : List.of("test_structures.json", "test_data.jsonl")) {
      SourceFile file = DataFiles.file("events/optimade/" + name);
      assertThat(format.recognises(file)).as(name).isTrue();
      assertThat(format.read(file).statements()).as(name).hasSize(17);
    }
    assertThat(
            format.read(DataFiles.file("events/optimade/test_good_structures.json")).statements())
        .hasSize(7);
  }

  @Test
  void shouldRefuseTheRealReferences() {
    SourceFile references = DataFiles.file("events/optimade/test_references.json");
    assertThat(format.recognises(references)).isTrue();
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> format.read(references))
        .withMessageContaining("only entries of type [references]");
  }

  @Test
  void shouldRefuseTheRealBadStructuresWithTheirReasons() {
    SourceFile bad = DataFiles.file("events/optimade/test_bad_structures.json");
    assertThat(format.recognises(bad)).isTrue();
    Contents contents = format.read(bad);
    // two are bad only in fields that are not read: a link without a target, a symmetry operation
    assertThat(contents.statements()).hasSize(2);
    assertThat(contents.remarks()).filteredOn(r -> r.contains("is left out: ")).hasSize(29);
  }

  private static SourceFile file(String text) {
    return new SourceFile("structures.json", text.getBytes(StandardCharsets.UTF_8));
  }
}
