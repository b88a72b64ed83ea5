package io.athanor.loadtests.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThroughputBenchTest {
  private static final NetworkShape SHAPE =
      NetworkShape.small(2, List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP))
          .withMembers(2, 2);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldFindThatAllEnginesSayTheSame(boolean anew) {
    try (ThroughputBench bench =
        new ThroughputBench("untrained", SHAPE, ThroughputCommand.untrained(SHAPE, 3))) {
      ThroughputReport report =
          bench.run(
              List.of(salt("Na", 5.6), salt("K", 6.3), salt("Li", 5.1)), List.of(1, 2), 0, anew, 2);
      assertThat(report.largestDifference()).isPositive().isLessThan(1e-4);
      assertThat(report.batches()).hasSize(2);
      ThroughputReport.BatchFigures pair = report.batches().get(1);
      assertThat(pair.engines()).hasSize(5);
      assertThat(pair.ratios()).hasSize(4).doesNotContainKey(ThroughputBench.ATHANOR);
      assertThat(pair.nodes()).isEqualTo(4);
    }
  }

  @Test
  void shouldRefuseABatchThatTheCrystalsDoNotFill() {
    try (ThroughputBench bench =
        new ThroughputBench("untrained", SHAPE, ThroughputCommand.untrained(SHAPE, 3))) {
      assertThatThrownBy(() -> bench.run(List.of(salt("Na", 5.6)), List.of(2), 0, false, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("batch of 2");
    }
  }

  @Test
  void shouldCountTheProductsOfTheFormula() {
    GraphBatch batch =
        GraphBatch.of(SHAPE, List.of(new GraphBuilder(SHAPE).crystal(salt("Na", 5.6))));
    double node = 92 * 64 + 3 * 3 * 64 * 64 + 64 * 64;
    double edge = 3 * (33 * 64 + 64 * 64);
    double graph = 2 * 64 + 2 * (64 * 48 + 48 * 5);
    assertThat(Flops.of(SHAPE, batch))
        .isCloseTo(2 * 2 * (2 * node + batch.edges() * edge + graph), within(1e-6));
  }

  @Test
  void shouldFindQuartiles() {
    Samples samples = new Samples(List.of(4.0, 1.0, 3.0, 2.0, 5.0));
    assertThat(samples.ratio()).isEqualTo(new ThroughputReport.Ratio(3, 2, 4, 5));
  }

  private static Crystal salt(String metal, double edge) {
    return new Crystal(
        new Lattice(edge, edge, edge, 90, 90, 90),
        List.of(site(metal, 0, 0, 0), site("Cl", 0.5, 0.5, 0.5)));
  }

  private static Site site(String symbol, double x, double y, double z) {
    return new Site(Element.ofSymbol(symbol).orElseThrow(), x, y, z);
  }
}
