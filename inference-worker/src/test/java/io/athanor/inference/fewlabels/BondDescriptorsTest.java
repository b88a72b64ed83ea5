package io.athanor.inference.fewlabels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BondDescriptorsTest {
  private static final int SODIUM = 11;
  private static final int CHLORINE = 17;

  @Test
  void shouldReadMassesAndTheStiffestBondOffARockSaltGraph() {
    Bonds bonds = Bonds.of(pair(SODIUM, CHLORINE));
    double[] values = BondDescriptors.of(bonds);
    assertThat(value(values, "logMassLeast")).isCloseTo(Math.log(22.98976928), within(1e-12));
    assertThat(value(values, "logMassMost")).isCloseTo(Math.log(35.45), within(1e-12));
    assertThat(value(values, "distanceMean")).isCloseTo(2.8, within(1e-6));
    double reduced = 22.98976928 * 35.45 / (22.98976928 + 35.45);
    assertThat(value(values, "cubicBond"))
        .isCloseTo(Math.log(6 * Math.pow(2.8, -3) / reduced), within(1e-6));
    assertThat(value(values, "sixthSite"))
        .isCloseTo(Math.log(6 * Math.pow(2.8, -6) / 22.98976928), within(1e-6));
    assertThat(value(values, "stiffestPolarity")).isCloseTo(3.16 - 0.93, within(1e-12));
    assertThat(value(values, "alike")).isZero();
    assertThat(bonds.near(bonds.stiffest()).atomicNumber()).isEqualTo(SODIUM);
    assertThat(bonds.far(bonds.stiffest()).atomicNumber()).isEqualTo(CHLORINE);
    assertThat(bonds.lightest().atomicNumber()).isEqualTo(SODIUM);
  }

  @Test
  void shouldNotDependOnTheOrderOfSites() {
    assertThat(BondDescriptors.of(Bonds.of(pair(CHLORINE, SODIUM))))
        .containsExactly(BondDescriptors.of(Bonds.of(pair(SODIUM, CHLORINE))), within(1e-12));
  }

  @Test
  void shouldRefuseACompositionThatHasNoBonds() {
    MaterialGraph composition =
        new GraphBuilder(Models.SHAPE).composition(new TreeMap<>(Map.of(SODIUM, 1.0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bonds.of(composition))
        .withMessageStartingWith("graph.mode");
  }

  private static double value(double[] values, String name) {
    return values[BondDescriptors.NAMES.indexOf(name)];
  }

  private static MaterialGraph pair(int first, int second) {
    return new MaterialGraph(
        InputMode.CRYSTAL,
        new int[] {first, second},
        new float[] {0.5f, 0.5f},
        new int[] {0, 1},
        new int[] {1, 0},
        new float[] {2.8f, 2.8f},
        new float[] {6, 6});
  }
}
