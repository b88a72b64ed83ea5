package io.athanor.materials.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnergyAboveHullTest {
  private static final StabilityTerms TERMS = StabilityTerms.DEFAULT;

  /** Against the lower half of Andrew's monotone chain. */
  @Test
  void shouldAgreeWithTheMonotoneChainOnBinaryHulls() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 1_000; trial++) {
      List<double[]> points = new ArrayList<>(List.of(new double[] {0, 0}, new double[] {1, 0}));
      List<PhaseEntry> entries = new ArrayList<>();
      int count = random.nextInt(25);
      for (int k = 0; k < count; k++) {
        int left = 1 + random.nextInt(6);
        int right = random.nextInt(7);
        double energy = random.nextDouble() - 0.8;
        entries.add(
            entry("e" + k, Map.of(Element.Na, 1.0 * left, Element.Cl, 1.0 * right), energy));
        points.add(new double[] {right / (double) (left + right), energy});
      }
      double place = 0.01 + 0.98 * random.nextDouble();
      PhaseEntry asked =
          entry(
              "asked", Map.of(Element.Na, 1 - place, Element.Cl, place), random.nextDouble() - 0.5);
      assertThat(exactly(asked, entries).energyAboveHull())
          .isEqualTo(asked.energy().mean() - chain(points, place), within(1e-10));
    }
  }

  /** Against every triangle of phases that contains the point. */
  @Test
  void shouldAgreeWithAllTrianglesOfSmallTernaries() {
    SplittableRandom random = new SplittableRandom(2);
    List<Element> elements = List.of(Element.Li, Element.Fe, Element.O);
    for (int trial = 0; trial < 200; trial++) {
      List<PhaseEntry> entries = new ArrayList<>();
      List<double[]> points = new ArrayList<>();
      for (int corner = 0; corner < 3; corner++) {
        points.add(new double[] {corner == 1 ? 1 : 0, corner == 2 ? 1 : 0, 0});
      }
      for (int k = 0; k < 9; k++) {
        double[] amounts = {random.nextInt(4), random.nextInt(4), 1 + random.nextInt(4)};
        double sum = amounts[0] + amounts[1] + amounts[2];
        double energy = random.nextDouble() - 0.9;
        entries.add(entry("e" + k, amounts(elements, amounts), energy));
        points.add(new double[] {amounts[1] / sum, amounts[2] / sum, energy});
      }
      double[] asked = {1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(4)};
      double sum = asked[0] + asked[1] + asked[2];
      double lowest = triangles(points, asked[1] / sum, asked[2] / sum);
      Stability stability = exactly(entry("asked", amounts(elements, asked), 0), entries);
      assertThat(stability.energyAboveHull()).isEqualTo(-lowest, within(1e-10));
      assertThat(stability.decomposition().stream().mapToDouble(PhaseFraction::fraction).sum())
          .isEqualTo(1, within(1e-12));
    }
  }

  /** Formation energies of the Materials Project for the system Li-Fe-O, rounded. */
  @Test
  void shouldKnowWhatWuestiteAndItsLikeFallApartInto() {
    List<PhaseEntry> known =
        List.of(
            entry("Fe2O3", "Fe2O3", -1.91),
            entry("Fe3O4", "Fe3O4", -1.85),
            entry("Li2O", "Li2O", -2.07),
            entry("LiFeO2", "LiFeO2", -2.05),
            entry("MgO", "MgO", -3.06));
    Stability wuestite = exactly(entry("FeO", "FeO", -1.55), known);
    assertThat(wuestite.decomposition())
        .extracting(PhaseFraction::formula)
        .containsExactly("Fe3O4", "Fe");
    // 8 atoms of FeO are 7 of Fe3O4 and 1 of Fe
    assertThat(wuestite.decomposition().get(0).fraction()).isEqualTo(7 / 8.0, within(1e-12));
    assertThat(wuestite.energyAboveHull()).isEqualTo(-1.55 + 1.85 * 7 / 8, within(1e-12));
    assertThat(wuestite.entries()).isEqualTo(2);
    Stability ferrite = exactly(known.get(3), known);
    assertThat(ferrite.decomposition())
        .extracting(PhaseFraction::formula)
        .containsExactly("Fe2O3", "Li2O");
    // 2 LiFeO2 = Li2O + Fe2O3: 8 atoms, 3 and 5 of them
    assertThat(ferrite.energyAboveHull())
        .isEqualTo(-2.05 + (3 * 2.07 + 5 * 1.91) / 8, within(1e-12))
        .isNegative();
    assertThat(ferrite.probabilityStable()).isEqualTo(1);
  }

  @Test
  void shouldTakeAPolymorphForACompetitorAndItselfForNone() {
    List<PhaseEntry> known =
        List.of(entry("rutile", "TiO2", -3.2), entry("anatase", "TiO2", -3.17));
    assertThat(exactly(known.get(0), known).energyAboveHull()).isEqualTo(-0.03, within(1e-12));
    assertThat(exactly(known.get(1), known).energyAboveHull()).isEqualTo(0.03, within(1e-12));
  }

  @Test
  void shouldBearWhatIsDegenerate() {
    PhaseEntry diamond = entry("diamond", "C", 0.13);
    assertThat(exactly(diamond, List.of(diamond)).energyAboveHull()).isEqualTo(0.13);
    List<PhaseEntry> same = new ArrayList<>();
    for (int k = 0; k < 50; k++) {
      same.add(entry("nacl" + k, "NaCl", -2));
      same.add(entry("na" + k, "Na", 0));
    }
    Stability on = exactly(entry("asked", "NaCl", -2), same);
    assertThat(on.energyAboveHull()).isEqualTo(0, within(1e-12));
    assertThat(on.probabilityStable()).isEqualTo(1);
    assertThat(exactly(entry("asked", "NaCl", 0.5), List.of()).decomposition())
        .extracting(PhaseFraction::formula)
        .containsExactly("Cl", "Na");
    List<PhaseEntry> alloy =
        List.of(entry("a", "CrMnFeCoNi", -0.01), entry("b", "CrMnFeCoNiCuZnAlTiV", -0.05));
    assertThat(exactly(alloy.get(1), alloy).decomposition()).hasSize(6);
    assertThatThrownBy(() -> entry("nan", "NaCl", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("energy.mean is NaN");
    assertThatThrownBy(() -> new EnergyEstimate(0, -1, 0, ""))
        .hasMessage("energy.own is -1.0, not finite and >= 0");
    assertThatThrownBy(() -> new StabilityTerms(-0.1, 1)).hasMessageContaining("margin");
  }

  /** Two Gaussians against each other: the difference is one too. */
  @Test
  void shouldBeAsSureAsTheClosedForm() {
    PhaseEntry asked = uncertain("asked", "NaCl", -1.95, 0.06, 0.2, "model");
    List<PhaseEntry> known =
        List.of(uncertain("known", "NaCl", -2, 0.08, 0, ""), entry("far", "Na3Cl", 1));
    Stability stability = EnergyAboveHull.of(asked, known, new StabilityTerms(0.1, 4096), 7);
    double deviation = Math.sqrt(0.06 * 0.06 + 0.2 * 0.2 + 0.08 * 0.08);
    assertThat(stability.energyAboveHull()).isEqualTo(0.05, within(1e-12));
    assertThat(stability.mean()).isEqualTo(0.05, within(0.002));
    assertThat(stability.standardDeviation()).isEqualTo(deviation, within(0.003));
    assertThat(stability.probabilityStable())
        .isEqualTo(Gaussian.cumulative(-0.05 / deviation), within(0.003));
    assertThat(stability.probabilityMetastable())
        .isEqualTo(Gaussian.cumulative(0.05 / deviation), within(0.003));
  }

  @Test
  void shouldLetCancelWhatCandidateAndCompetitorShare() {
    List<PhaseEntry> known = List.of(uncertain("known", "NaCl", -2, 0, 0.3, "PBE"));
    Stability shared =
        EnergyAboveHull.of(uncertain("a", "NaCl", -1.98, 0, 0.3, "PBE"), known, TERMS, 3);
    assertThat(shared.standardDeviation()).isEqualTo(0, within(1e-9));
    assertThat(shared.probabilityMetastable()).isEqualTo(1);
    Stability apart =
        EnergyAboveHull.of(uncertain("a", "NaCl", -1.98, 0, 0.3, "model"), known, TERMS, 3);
    assertThat(apart.standardDeviation()).isEqualTo(0.3 * Math.sqrt(2), within(0.02));
    assertThat(apart.probabilityMetastable()).isBetween(0.5, 0.65);
  }

  /** More rivals near the hull push it down on average: the mean lies above the likeliest value. */
  @Test
  void shouldCountTheDoubtsOfEveryRival() {
    List<PhaseEntry> known = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      known.add(uncertain("rival" + k, "NaCl", -2, 0.05, 0, ""));
    }
    Stability stability =
        EnergyAboveHull.of(entry("asked", "NaCl", -2), known, new StabilityTerms(0.1, 4096), 5);
    // the expected least of 8 standard normal values (Harter 1961)
    assertThat(stability.mean()).isEqualTo(0.05 * 1.42360, within(0.002));
    assertThat(stability.probabilityStable()).isEqualTo(Math.pow(0.5, 8), within(0.003));
  }

  @Test
  void shouldGiveTheSameWhateverTheOrderAndOtherwiseForAnotherSeed() {
    List<PhaseEntry> known = random(40, new SplittableRandom(9));
    PhaseEntry asked = uncertain("asked", "LiFeO2", -0.6, 0.02, 0.05, "PBE");
    Stability first = EnergyAboveHull.of(asked, known, TERMS, 11);
    Collections.shuffle(known, new Random(1));
    assertThat(EnergyAboveHull.of(asked, known, TERMS, 11)).isEqualTo(first);
    assertThat(EnergyAboveHull.of(asked, known, TERMS, 12).mean())
        .isNotEqualTo(first.mean())
        .isEqualTo(first.mean(), within(0.01));
  }

  private static List<PhaseEntry> random(int count, SplittableRandom random) {
    List<PhaseEntry> entries = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double[] amounts = {random.nextInt(4), random.nextInt(4), 1 + random.nextInt(4)};
      Map<Element, Double> of = amounts(List.of(Element.Li, Element.Fe, Element.O), amounts);
      entries.add(
          new PhaseEntry(
              "e" + k,
              Composition.of(of),
              new EnergyEstimate(random.nextDouble() - 0.9, 0.05, 0.1, "PBE")));
    }
    return entries;
  }

  private static Stability exactly(PhaseEntry asked, List<PhaseEntry> known) {
    return EnergyAboveHull.of(asked, known, TERMS, 1);
  }

  private static PhaseEntry entry(String id, String formula, double energy) {
    return new PhaseEntry(id, Composition.parse(formula), EnergyEstimate.exact(energy));
  }

  private static PhaseEntry entry(String id, Map<Element, Double> amounts, double energy) {
    return new PhaseEntry(id, Composition.of(amounts), EnergyEstimate.exact(energy));
  }

  private static PhaseEntry uncertain(
      String id, String formula, double energy, double own, double shared, String source) {
    return new PhaseEntry(
        id, Composition.parse(formula), new EnergyEstimate(energy, own, shared, source));
  }

  private static Map<Element, Double> amounts(List<Element> elements, double[] amounts) {
    return Map.of(
        elements.get(0), amounts[0], elements.get(1), amounts[1], elements.get(2), amounts[2]);
  }

  private static double chain(List<double[]> points, double place) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(
        Comparator.<double[]>comparingDouble(each -> each[0]).thenComparingDouble(each -> each[1]));
    List<double[]> lower = new ArrayList<>();
    for (double[] each : sorted) {
      if (!lower.isEmpty() && lower.get(lower.size() - 1)[0] == each[0]) {
        continue;
      }
      while (lower.size() > 1 && turn(lower, each) <= 0) {
        lower.remove(lower.size() - 1);
      }
      lower.add(each);
    }
    int right = 1;
    while (lower.get(right)[0] < place) {
      right++;
    }
    double[] from = lower.get(right - 1);
    double[] to = lower.get(right);
    return from[1] + (place - from[0]) / (to[0] - from[0]) * (to[1] - from[1]);
  }

  private static double turn(List<double[]> lower, double[] next) {
    double[] a = lower.get(lower.size() - 2);
    double[] b = lower.get(lower.size() - 1);
    return (b[0] - a[0]) * (next[1] - a[1]) - (b[1] - a[1]) * (next[0] - a[0]);
  }

  private static double triangles(List<double[]> points, double x, double y) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      for (int j = 0; j < i; j++) {
        for (int k = 0; k < j; k++) {
          lowest = Math.min(lowest, inside(points.get(i), points.get(j), points.get(k), x, y));
        }
      }
    }
    return lowest;
  }

  /** Height of the plane through three points at a place within them, else infinity. */
  private static double inside(double[] a, double[] b, double[] c, double x, double y) {
    double area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
    if (Math.abs(area) < 1e-12) {
      return Double.POSITIVE_INFINITY;
    }
    double second = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) / area;
    double third = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) / area;
    double first = 1 - second - third;
    boolean within = first > -1e-12 && second > -1e-12 && third > -1e-12;
    return within ? first * a[2] + second * b[2] + third * c[2] : Double.POSITIVE_INFINITY;
  }
}
