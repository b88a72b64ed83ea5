package io.athanor.materials.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositionTest {
  private static final long SEED = 20_261_122L;
  private static final int CASES = 4_000;

  @ParameterizedTest
  @CsvSource({
    "Fe2O3, Fe2O3",
    "O3Fe2, Fe2O3",
    "Ag(AuS)2, AgAu2S2",
    "NaN, NNa",
    "CoO, CoO",
    "Fe0.5O0.5, FeO",
    "Fe0.333333O0.666667, FeO2",
    "(CH5N2)0.8Cs0.2Pb(I0.8Br0.2)3, Br3C4CsH20I12N8Pb5",
    "Fe0.620C0.000953Mn0.000521, C0.0015371FeMn0.000840323",
    "CuSO4·5H2O, CuH10O9S",
    "CuSO4*5H2O, CuH10O9S",
    "[Co(NH3)6]Cl3, Cl3CoH18N6",
    "{[Co(NH3)6]Cl3}2, Cl3CoH18N6",
    "H₂O, H2O",
    "Li Fe P O4, FeLiO4P",
    "Fe1Ni0, Fe",
    "C60, C",
    "0.5CaO*0.5SiO2, CaO3Si",
    "Fe1e-4Ni1, Fe0.0001Ni",
  })
  void shouldSpellOneCanonicalFormula(String formula, String canonical) {
    assertThat(Composition.parse(formula).formula()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "Xx2, 0, unknown element 'Xx'",
    "Fe2Qq, 3, unknown element 'Qq'",
    "Fe(OH, 2, ')' is missing",
    "Fe(OH]2, 5, ')' is expected",
    "FeO)2, 3, closes no bracket",
    "Fe(), 2, bracket is empty",
    "fe2, 0, unexpected character 'f'",
    "Fe2+, 3, unexpected character '+'",
    "Fe1-xO, 3, unexpected character '-'",
    "Fe1.2.3, 5, unexpected character '.'",
    "Fe., 2, is not a number",
    "Fe*, 3, is missing",
    "'', 0, blank",
    "Fe0, 0, every amount is zero",
    "Fe1e999, 2, too large",
  })
  void shouldNamePositionAndReason(String formula, int position, String reason) {
    assertThatThrownBy(() -> Composition.parse(formula))
        .isInstanceOfSatisfying(
            FormulaException.class,
            e -> {
              assertThat(e.position()).isEqualTo(position);
              assertThat(e.field()).isEqualTo("formula");
              assertThat(e.reason()).contains(reason);
            });
  }

  @Test
  void shouldRefuseHostileNesting() {
    assertThatThrownBy(() -> Composition.parse("(".repeat(900) + "H"))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> Composition.parse("H".repeat(1_001))).hasMessageContaining("longer");
  }

  @Test
  void shouldKeepAmountsInOrderOfAtomicNumber() {
    Composition oxide = Composition.parse("TiSrO3");

    assertThat(oxide.elements()).containsExactly(Element.O, Element.Ti, Element.Sr);
    assertThat(oxide.atoms()).isEqualTo(5);
    assertThat(oxide.amount(Element.Fe)).isZero();
    assertThat(oxide.fraction(Element.O)).isEqualTo(0.6);
    assertThat(oxide.molarMass()).isCloseTo(183.49, within(0.01));
  }

  @Test
  void shouldRefuseImpossibleAmounts() {
    assertThatThrownBy(() -> Composition.of(Map.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> Composition.of(Map.of(Element.Fe, -1.0))).hasMessageContaining("Fe");
    assertThatThrownBy(() -> Composition.of(Map.of(Element.Fe, Double.NaN)))
        .hasMessageContaining("Fe");
  }

  @Test
  void shouldReadItsOwnFormulaAsAFixedPoint() {
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      Composition composition = random(random);
      String formula = composition.formula();

      assertThat(Composition.parse(formula).formula())
          .as("seed %d case %d: %s", SEED, i, composition.amounts())
          .isEqualTo(formula);
    }
  }

  @Test
  void shouldNotDependOnOrderOrSizeOfTheFormulaUnit() {
    Random random = new Random(SEED + 1);
    for (int i = 0; i < CASES; i++) {
      Composition composition = decimal(random);
      List<Element> shuffled = new ArrayList<>(composition.elements());
      Collections.shuffle(shuffled, random);
      StringBuilder spelled = new StringBuilder("(");
      for (Element element : shuffled) {
        spelled.append(element.symbol()).append(composition.amount(element));
      }
      spelled.append(')').append(1 + random.nextInt(40));

      assertThat(Composition.parse(spelled.toString()).formula())
          .as("seed %d case %d: %s", SEED + 1, i, spelled)
          .isEqualTo(composition.formula());
    }
  }

  @Test
  void shouldConserveAtomsUnderAdditionAndScaling() {
    Random random = new Random(SEED + 2);
    for (int i = 0; i < CASES; i++) {
      Composition left = random(random);
      Composition right = random(random);
      double factor = 0.1 + random.nextDouble() * 10;
      Composition sum = left.add(right.times(factor));

      assertThat(sum.atoms())
          .as("seed %d case %d", SEED + 2, i)
          .isCloseTo(left.atoms() + factor * right.atoms(), within(1e-9 * sum.atoms()));
      assertThat(sum.molarMass())
          .as("seed %d case %d", SEED + 2, i)
          .isCloseTo(left.molarMass() + factor * right.molarMass(), within(1e-9 * sum.molarMass()));
    }
  }

  private static Composition random(Random random) {
    boolean integers = random.nextBoolean();
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    int size = 1 + random.nextInt(6);
    for (int i = 0; i < size; i++) {
      double amount =
          integers ? 1 + random.nextInt(40) : Math.pow(10, -4 + 5 * random.nextDouble());
      amounts.put(Element.ofAtomicNumber(1 + random.nextInt(118)), amount);
    }
    return Composition.of(amounts);
  }

  /** Amounts of at most four decimals, as people write them. */
  private static Composition decimal(Random random) {
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    int size = 1 + random.nextInt(6);
    for (int i = 0; i < size; i++) {
      amounts.put(
          Element.ofAtomicNumber(1 + random.nextInt(118)), (1 + random.nextInt(30_000)) / 1e4);
    }
    return Composition.of(amounts);
  }
}
