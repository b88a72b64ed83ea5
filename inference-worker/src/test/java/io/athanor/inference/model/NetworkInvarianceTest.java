package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkInvarianceTest {
  private static final Offset<Double> CLOSE = within(1e-5);
  private static MaterialModel model;

  @BeforeAll
  static void open() {
    model = Models.open(7);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldNotDependOnHowARandomCellIsWritten(long seed) {
    Cells cell = Cells.random(seed);
    assertSame("permuted " + seed, cell, cell.permuted(seed));
    assertSame("translated " + seed, cell, cell.translated(0.313, -1.271, 5.02));
    assertSame("rotated " + seed, cell, cell.rotated(0.7));
    assertSame("supercell " + seed, cell, cell.repeated(2, 1, 1));
  }

  @Test
  void shouldPassItsOwnCheck() {
    assertThat(InvarianceCheck.verify(model)).isLessThan(InvarianceCheck.TOLERANCE);
  }

  @Test
  void shouldNotDependOnTheSettingOfSymmetricCells() {
    Cells primitive = Cells.primitiveRockSalt(11, 17, 5.64);
    Cells conventional = Cells.rockSalt(11, 17, 5.64);
    assertSame("conventional", primitive, conventional);
    assertSame("permuted", primitive, conventional.permuted(3));
    assertSame("supercell", primitive, primitive.repeated(2, 2, 1));
    Cells perovskite = Cells.perovskite(55, 82, 53, 6.29);
    assertSame("perovskite supercell", perovskite, perovskite.repeated(2, 1, 2));
    assertSame("perovskite moved", perovskite, perovskite.translated(0.1, 0.2, 0.3).permuted(5));
  }

  @Test
  void shouldAnswerAMaterialAlikeAloneAndInABatch() {
    List<MaterialGraph> graphs =
        List.of(Cells.random(1).graph(), composition(55, 1, 82, 1, 53, 3), Cells.random(2).graph());
    List<MaterialPrediction> together = model.predict(graphs);
    for (int index = 0; index < graphs.size(); index++) {
      assertClose(
          "row " + index,
          model.predict(graphs.subList(index, index + 1)).get(0),
          together.get(index));
    }
  }

  @Test
  void shouldNotDependOnTheSizeOfTheFormulaUnit() {
    MaterialPrediction once = predict(composition(55, 1, 82, 1, 53, 3));
    assertClose("doubled", once, predict(composition(55, 2, 82, 2, 53, 6)));
    assertThat(once.estimates())
        .isNotEqualTo(predict(composition(55, 1, 82, 1, 53, 2)).estimates());
  }

  @Test
  void shouldTellStructuresOfOneCompositionApart() {
    PropertyEstimate small = energy(Cells.rockSalt(11, 17, 5.0).graph());
    PropertyEstimate large = energy(Cells.rockSalt(11, 17, 6.2).graph());
    assertThat(Math.abs(small.mean() - large.mean())).isGreaterThan(1e-3);
  }

  private static PropertyEstimate energy(MaterialGraph graph) {
    return predict(graph).estimates().get(Property.FORMATION_ENERGY_PER_ATOM);
  }

  static MaterialGraph composition(int... numbersAndAmounts) {
    SortedMap<Integer, Double> amounts = new TreeMap<>();
    for (int index = 0; index < numbersAndAmounts.length; index += 2) {
      amounts.put(numbersAndAmounts[index], (double) numbersAndAmounts[index + 1]);
    }
    return new GraphBuilder(Models.SHAPE).composition(amounts);
  }

  private static MaterialPrediction predict(MaterialGraph graph) {
    return model.predict(List.of(graph)).get(0);
  }

  private static void assertSame(String what, Cells left, Cells right) {
    assertClose(what, predict(left.graph()), predict(right.graph()));
  }

  private static void assertClose(String what, MaterialPrediction left, MaterialPrediction right) {
    for (Property property : Models.SHAPE.properties()) {
      PropertyEstimate first = left.estimates().get(property);
      PropertyEstimate second = right.estimates().get(property);
      assertThat(second.mean()).as(what + " mean " + property).isCloseTo(first.mean(), CLOSE);
      assertThat(second.deviation()).as(what).isCloseTo(first.deviation(), CLOSE);
    }
    for (int channel = 0; channel < left.embedding().length; channel++) {
      assertThat((double) right.embedding()[channel])
          .as(what + " channel " + channel)
          .isCloseTo(left.embedding()[channel], CLOSE);
    }
  }
}
