package io.athanor.acquisition.critic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriticTest {
  private static final ReviewTerms TERMS =
      new ReviewTerms(
          List.of(
              new Declared(new Parameter.Continuous("anneal_temperature", 20, 900), "Cel"),
              new Declared(new Parameter.Categorical("solvent", List.of("DMF", "water")), ""),
              new Declared(new Parameter.Whole("layers", 1, 4), "1"),
              new Declared(new Parameter.Continuous("a", 0, 1), "1"),
              new Declared(new Parameter.Continuous("b", 0, 1), "1")),
          List.of(Mixture.free("mix", List.of("a", "b"))),
          List.of("Tl", "CdTe", "aqua regia"),
          OptionalDouble.of(1000));

  private static Map<String, Object> settings(
      double temperature, String solvent, double layers, double a, double b) {
    return Map.of(
        "anneal_temperature", temperature, "solvent", solvent, "layers", layers, "a", a, "b", b);
  }

  private static Critique of(Map<String, Object> settings) {
    return Critic.assess(ProposalUnderReview.ofSettings(TERMS, settings));
  }

  private static ProposalUnderReview formula(
      String formula, Optional<Crystal> crystal, OptionalDouble hull, Familiarity familiarity) {
    return new ProposalUnderReview(
        TERMS, Optional.of(formula), settings(100, "DMF", 2, 0.4, 0.6), crystal, hull, familiarity);
  }

  private static double risk(String formula) {
    return Critic.assess(ProposalUnderReview.ofFormula(formula)).risk();
  }

  @Test
  void hasNothingToSayAgainstWhatIsFine() {
    assertThat(of(settings(100, "DMF", 2, 0.4, 0.6)).risk()).isZero();
    assertThat(of(settings(100, "DMF", 2, 0.4, 0.6)).findings()).isEmpty();
  }

  @Test
  void blocksSettingsOutsideWhatIsDeclared() {
    assertThat(of(settings(901, "DMF", 2, 0.4, 0.6)).risk()).isEqualTo(1);
    assertThat(of(settings(100, "DMSO", 2, 0.4, 0.6)).risk()).isEqualTo(1);
    assertThat(of(settings(100, "DMF", 2.5, 0.4, 0.6)).risk()).isEqualTo(1);
    assertThat(of(settings(Double.NaN, "DMF", 2, 0.4, 0.6)).risk()).isEqualTo(1);
    assertThat(of(settings(100, "DMF", 2, 0.4, 0.5)).findings())
        .singleElement()
        .satisfies(each -> assertThat(each.text()).contains("mix sum to 0.9"));
    assertThat(of(Map.of("layers", 2.0)).findings()).hasSize(5);
  }

  @Test
  void comparesHeatWithWhatTheMaterialLasts() {
    assertThat(of(settings(700, "DMF", 2, 0.4, 0.6)).risk()).isZero();
    // 1000 K are 726.85 Cel, and 60 K of slack end at 786.85
    assertThat(of(settings(756.85, "DMF", 2, 0.4, 0.6)).risk()).isCloseTo(0.5, within(1e-9));
    assertThat(of(settings(790, "DMF", 2, 0.4, 0.6)).risk()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaCl",
        "Fe3O4",
        "BaTiO3",
        "YBa2Cu3O6.9",
        "Cs0.1(CH5N2)0.9Pb(I0.8Br0.2)3",
        "Si3N4",
        "LiFePO4",
        "Ti",
        "Cu2ZnSnS4",
        "KO2",
        "BaO2",
        "RbI3",
        "Ni3Al",
        "GaAs",
        "SF6",
        "Ca3PbO",
        "Mg2Si",
        "La2CuO4",
        "NaNO3",
        "KAl(SO4)2",
        "CsPbBr3",
        "CoCrFeMnNi",
        "WO3",
        "Bi2Te3"
      })
  void letsRealCompoundsPass(String formula) {
    assertThat(CriticPolicy.BLOCK_ABOVE).isGreaterThan(risk(formula));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaCl4",
        "Na3Cl",
        "Al3O2",
        "CaF5",
        "NeO2",
        "HeTiO3",
        "Xx2O3",
        "(FeO",
        "PuO2",
        "Pb(N3)2",
        "NH4ClO4",
        "TiF9",
        "C7H5N3O6",
        "AgCNO",
        "Al2F"
      })
  void stopsWhatCannotBeOrMustNotBeMade(String formula) {
    assertThat(risk(formula)).isGreaterThan(CriticPolicy.BLOCK_ABOVE);
  }

  @ParameterizedTest
  @CsvSource({
    "KCN, HCl, true",
    "KCN, water, false",
    "sodium metal, ethanol, false",
    "Na2S, H2SO4, true",
    "KClO4, DMF, true",
    "sodium metal, chloroform, true",
    "bleach, ammonia, true",
    "DMF, DMSO, false",
    "hydrogen peroxide, acetone, true",
    "NaCl, water, false",
    "zinc nitrate, DMF, false"
  })
  void knowsWhatMustNotMeet(String first, String second, boolean blocked) {
    Critique critique =
        Critic.assess(
            ProposalUnderReview.ofSettings(
                ReviewTerms.none(), Map.of("one", first, "other", second)));

    assertThat(critique.risk() > CriticPolicy.BLOCK_ABOVE).isEqualTo(blocked);
  }

  @Test
  void keepsTheCampaignsOwnList() {
    assertThat(Critic.assess(formula("TlBr", Optional.empty(), OptionalDouble.empty(), none())))
        .satisfies(each -> assertThat(each.risk()).isEqualTo(1));
    assertThat(Critic.assess(formula("Te2Cd2", Optional.empty(), OptionalDouble.empty(), none())))
        .satisfies(each -> assertThat(each.risk()).isEqualTo(1));
    assertThat(
            Critic.assess(formula("CdSe", Optional.empty(), OptionalDouble.empty(), none())).risk())
        .isLessThan(0.9);
  }

  private static Familiarity none() {
    return Familiarity.none();
  }

  @Test
  void measuresStabilityFromTheHull() {
    double fine = stability(0.06);
    double doubtful = stability(0.15);
    double certain = stability(0.31);

    assertThat(fine).isZero();
    assertThat(doubtful).isCloseTo((0.15 - 0.067) / (0.3 - 0.067), within(1e-12));
    assertThat(certain).isEqualTo(1);
  }

  private static double stability(double hull) {
    return Critic.assess(formula("NaCl", Optional.empty(), OptionalDouble.of(hull), none())).risk();
  }

  @Test
  void doubtsAPerovskiteThatDoesNotFit() {
    assertThat(perovskite(Element.Sr, Element.Ti, Element.O)).isZero();
    assertThat(perovskite(Element.Na, Element.Pb, Element.F)).isBetween(0.1, 0.5);
  }

  private static double perovskite(Element a, Element b, Element x) {
    Crystal crystal =
        new Crystal(
            Lattice.cubic(4.4),
            List.of(
                new Site(a, 0, 0, 0),
                new Site(b, 0.5, 0.5, 0.5),
                new Site(x, 0.5, 0.5, 0),
                new Site(x, 0.5, 0, 0.5),
                new Site(x, 0, 0.5, 0.5)));
    return Critic.assess(
            new ProposalUnderReview(
                ReviewTerms.none(),
                Optional.empty(),
                Map.of(),
                Optional.of(crystal),
                OptionalDouble.empty(),
                none()))
        .risk();
  }

  @Test
  void seesRepetitionAndDistance() {
    Familiarity same =
        Familiarity.of(
            List.of(1.0, 2.0), List.of(List.of(1.0, 2.0), List.of(3.0, 2.0)), new double[] {4, 4});
    assertThat(same).isEqualTo(new Familiarity(0, 1, 2));
    // (0.5, 0) ranges away: root mean square 0.5 / sqrt 2
    assertThat(
            Familiarity.of(List.of(1.0, 2.0), List.of(List.of(3.0, 2.0)), new double[] {4, 4})
                .nearest())
        .isCloseTo(0.5 / Math.sqrt(2), within(1e-12));
    assertThat(novelty(new Familiarity(0, 1, 20))).isCloseTo(0.1, within(1e-12));
    assertThat(novelty(new Familiarity(0, 3, 20))).isGreaterThan(0.9);
    assertThat(novelty(new Familiarity(0.1, 0, 20))).isZero();
    assertThat(novelty(new Familiarity(2, 0, 20))).isCloseTo(0.7, within(1e-12));
    assertThat(novelty(new Familiarity(2, 0, 3))).isZero();
  }

  private static double novelty(Familiarity familiarity) {
    return Critic.assess(formula("NaCl", Optional.empty(), OptionalDouble.empty(), familiarity))
        .risk();
  }

  @Test
  void combinesChecksAsIndependentReasonsAndFindingsOfOneAsTheWorst() {
    Critique critique =
        Critique.of(
            List.of(
                new Finding("a", 0.2, "first"),
                new Finding("a", 0.5, "second"),
                new Finding("b", 0.5, "third")));

    assertThat(critique.risk()).isCloseTo(0.75, within(1e-12));
    assertThat(critique.findings())
        .extracting(Finding::text)
        .containsExactly("second", "third", "first");
    assertThat(critique.findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.GRAVE, Severity.GRAVE, Severity.NOTE);
  }

  @Test
  void blocksOnlyWhereThePolicySaysSo() {
    Critique certain = new Critique(1, List.of());

    assertThat(CriticPolicy.advise().blocks(certain)).isFalse();
    assertThat(new CriticPolicy(CriticPolicy.Mode.BLOCK, 0.9, List.of()).blocks(certain)).isTrue();
    assertThatThrownBy(() -> new CriticPolicy(CriticPolicy.Mode.BLOCK, 1, List.of()))
        .hasMessageContaining("critic.blockAbove");
  }

  @Test
  void findsUnitsOfTheWrongKindOnce() {
    ReviewTerms terms =
        new ReviewTerms(
            List.of(
                new Declared(new Parameter.Continuous("anneal_temperature", 0, 300), "min"),
                new Declared(new Parameter.Continuous("holdTime", 0, 300), "min")),
            List.of(),
            List.of(),
            OptionalDouble.empty());

    Critique critique =
        Critic.assess(
            ProposalUnderReview.ofSettings(
                terms, Map.of("anneal_temperature", 20.0, "holdTime", 20.0)));

    assertThat(critique.findings())
        .singleElement()
        .satisfies(each -> assertThat(each.check()).isEqualTo("units"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HgO 99%", "BaHgO2", "Hg"})
  void seesWhatTheCampaignMustNotTouchInAFormulaThatARecipeNames(String option) {
    String name = "precursor";
    ReviewTerms terms =
        new ReviewTerms(List.of(), List.of(), List.of("Hg"), OptionalDouble.empty());

    assertThat(Critic.assess(ProposalUnderReview.ofSettings(terms, Map.of(name, option))).risk())
        .isEqualTo(1);
    assertThat(Critic.assess(ProposalUnderReview.ofSettings(terms, Map.of("HgI2", 0.2))).risk())
        .isEqualTo(1);
    assertThat(Critic.assess(ProposalUnderReview.ofSettings(terms, Map.of("HgI2", 0.0))).risk())
        .isZero();
    assertThat(Critic.assess(ProposalUnderReview.ofSettings(terms, Map.of(name, "PbO"))).risk())
        .isZero();
  }
}
