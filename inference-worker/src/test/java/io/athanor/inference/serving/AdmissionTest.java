package io.athanor.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final double[] CELL = {5.64, 5.64, 5.64, 90, 90, 90};
  private static final List<String> SPECIES = List.of("Na", "Cl");
  private static final double[] SITES = {0, 0, 0, 0.5, 0.5, 0.5};

  private final Admission admission =
      new Admission(new GraphBuilder(Models.SHAPE), number -> number < 90);

  @Test
  void shouldTakeBothSpellingsOfACell() throws Exception {
    MaterialGraph parameters = crystal(CELL, SPECIES, SITES);
    MaterialGraph rows = crystal(new double[] {5.64, 0, 0, 0, 5.64, 0, 0, 0, 5.64}, SPECIES, SITES);
    assertThat(parameters.mode()).isEqualTo(InputMode.CRYSTAL);
    assertThat(parameters.elements()).isEqualTo(rows.elements());
    assertThat(parameters.distances()).isEqualTo(rows.distances());
  }

  @Test
  void shouldReadTheFormulaWhereThereIsNoCrystal() throws Exception {
    MaterialGraph graph = admission.graph(new RawMaterial(Optional.empty(), Optional.of("NaCl")));
    assertThat(graph.mode()).isEqualTo(InputMode.COMPOSITION);
  }

  @Test
  void shouldSayWhatIsWrongWithACrystal() {
    refused(CELL, List.of(), new double[0], "crystal.species", "no sites");
    refused(CELL, List.of("Na", "Xx"), SITES, "crystal.species", "unknown element 'Xx'");
    refused(CELL, List.of("Na", "Og"), SITES, "crystal.species", "not trained on element Og");
    refused(CELL, SPECIES, new double[] {0, 0, 0}, "crystal.fractional", "three numbers");
    refused(new double[] {5, 5, 5}, SPECIES, SITES, "crystal.lattice", "six");
    double[] hole = SITES.clone();
    hole[4] = Double.NaN;
    refused(CELL, SPECIES, hole, "crystal.fractional", "number 5 is not finite");
    double[] endless = CELL.clone();
    endless[1] = Double.POSITIVE_INFINITY;
    refused(endless, SPECIES, SITES, "crystal.lattice", "number 2 is not finite");
    double[] far = SITES.clone();
    far[3] = 1e9;
    refused(CELL, SPECIES, far, "crystal.fractional", "must be finite");
  }

  @Test
  void shouldRefuseWhatNoSolidIs() {
    double[] same = {0.25, 0.25, 0.25, 0.25, 0.25, 1.25};
    refused(CELL, SPECIES, same, "crystal", "0 Angstrom apart");
    double[] close = {0, 0, 0, 0.06, 0, 0};
    refused(CELL, SPECIES, close, "crystal", "closer than 0.5");
    refused(new double[9], SPECIES, SITES, "crystal", "");
    refused(new double[] {4, 4, 4, 90, 90, 180}, SPECIES, SITES, "crystal", "gamma");
    double[] plane = {3, 0, 0, 0, 3, 0, 3, 3, 0};
    refused(plane, SPECIES, SITES, "crystal", "volume");
    refused(new double[] {60, 60, 60, 90, 90, 90}, SPECIES, SITES, "crystal", "volume per atom");
  }

  @Test
  void shouldScoreLargeCellsAndRefuseEndlessOnes() throws Exception {
    // 8 x 8 x 8 atoms, 2.82 angstrom apart
    int edge = 8;
    double[] fractional = grid(edge);
    List<String> species = Collections.nCopies(edge * edge * edge, "Na");
    double[] cell = {22.56, 22.56, 22.56, 90, 90, 90};
    assertThatCode(() -> crystal(cell, species, fractional)).doesNotThrowAnyException();
    double[] many = grid(11);
    refused(
        new double[] {31, 31, 31, 90, 90, 90},
        Collections.nCopies(1331, "Na"),
        many,
        "crystal.species",
        "1331 sites");
  }

  @Test
  void shouldNotLetAFlatCellHoldUpTheOthers() {
    int sites = 250;
    double[] row = new double[3 * sites];
    for (int site = 0; site < sites; site++) {
      row[3 * site + 1] = site / (double) sites;
    }
    refused(
        new double[] {0.5, 1000, 1000, 90, 45.00183, 45.00183},
        Collections.nCopies(sites, "Al"),
        row,
        "crystal.lattice",
        "too flat");
  }

  @Test
  void shouldRefuseWhatHasNothingToScore() {
    assertThatThrownBy(() -> admission.graph(new RawMaterial(Optional.empty(), Optional.empty())))
        .isInstanceOf(UnscorableException.class)
        .hasMessageContaining("neither a formula nor a crystal");
    assertThatThrownBy(
            () -> admission.graph(new RawMaterial(Optional.empty(), Optional.of("Na(Cl"))))
        .isInstanceOf(UnscorableException.class);
  }

  private MaterialGraph crystal(double[] lattice, List<String> species, double[] fractional)
      throws UnscorableException {
    return admission.graph(
        new RawMaterial(
            Optional.of(new RawMaterial.RawCrystal(lattice, species, fractional)),
            Optional.of("NaCl")));
  }

  private void refused(
      double[] lattice, List<String> species, double[] fractional, String field, String reason) {
    assertThatThrownBy(() -> crystal(lattice, species, fractional))
        .as(Arrays.toString(lattice))
        .isInstanceOf(UnscorableException.class)
        .hasMessageContaining(reason)
        .extracting(each -> ((UnscorableException) each).field())
        .isEqualTo(field);
  }

  private static double[] grid(int edge) {
    double[] fractional = new double[3 * edge * edge * edge];
    int at = 0;
    for (int a = 0; a < edge; a++) {
      for (int b = 0; b < edge; b++) {
        for (int c = 0; c < edge; c++) {
          fractional[at++] = a / (double) edge;
          fractional[at++] = b / (double) edge;
          fractional[at++] = c / (double) edge;
        }
      }
    }
    return fractional;
  }
}
