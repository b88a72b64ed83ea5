package io.athanor.materials.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  private static final long SEED = 20_261_122L;

  @ParameterizedTest
  @CsvSource({
    "3, meV, eV, 0.003",
    "300, meV, eV, 0.3",
    "1.5, nm, Ao, 15",
    "5.43, Angstrom, nm, 0.543",
    "180, deg, rad, 3.141592653589793",
    "25, Cel, K, 298.15",
    "98.6, [degF], Cel, 37",
    "10, Cel/min, K/s, 0.16666666666666666",
    "22.5, mA/cm2, A/m2, 225",
    "1000, W/m2, mW/cm2, 100",
    "1, eV/Ao3, GPa, 160.2176487",
    "5, %, 1, 0.05",
    "120, uL/min, mL/h, 7.2",
    "2, mol/L, mol/m3, 2000",
    "1, h, s, 3600",
    "1, J, eV, 6.24150964712042e18",
    "7, 10*3/uL, /L, 7e9",
    "7, 10*-3.m, mm, 7",
    "1, mAh, A.s, 3.6",
    "60, rpm, Hz, 1",
    "4, {count}/s, Hz, 4",
    "1, µm, nm, 1000",
    "20, Cel{bath}, K, 293.15",
  })
  void shouldConvert(double value, String from, String to, double expected) {
    assertThat(Units.convert(value, from, to)).isCloseTo(expected, within(1e-13 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "1, kcal/mol, kJ/mol, 4.184",
    "96.4853321233, kJ/mol, eV, 1",
    "23.0605478, kcal/mol, eV, 1",
    "1, eV/{fu}, kJ/mol, 96.4853321233",
    "2, eV/atom, meV/{atom}, 2000",
    "1, Ha, eV, 27.211386245988",
    "2, Ry, Ha, 1",
    "1, Hartree/bohr, eV/Ao, 51.422067476",
    "1, eV/Å^3, GPa, 160.21766208",
    "5.4, g/cm^3, kg/m3, 5400",
    "3, W m-1 K-1, W/(m.K), 3",
    "3, W·m⁻¹·K⁻¹, W/m/K, 3",
    "20, mA cm-2, A/m^2, 200",
    "2, Ω·cm, Ohm.m, 0.02",
    "2, ohm*cm, Ohm.cm, 2",
    "7, cm^2/(V*s), cm2/(V.s), 7",
    "1, torr, Pa, 133.322",
    "1, suns, mW/cm2, 100",
    "1, emu/g, A.m2/kg, 1",
    "1, Debye, C.m, 3.33564e-30",
    "2, mM, mol/m3, 2",
    "12, at.%, %{at}, 12",
    "12, wt%, %{mass}, 12",
    "300, mV vs RHE, V{RHE}, 0.3",
    "0.2, V vs NHE, V vs. SHE, 0.2",
    "6.02214076e20, /L, mmol/L, 1",
    "3, micron, nm, 3000",
    "5, a.u., arb. units, 5",
  })
  void shouldConvertWhatLaboratoriesWrite(double value, String from, String to, double expected) {
    // the library's electronvolt is of 2006
    assertThat(Units.convert(value, from, to)).isCloseTo(expected, within(2e-7 * expected));
  }

  @ParameterizedTest
  @CsvSource({
    "eV/atom, eV/cell",
    "eV/atom, kJ/mol",
    "eV/atom, eV",
    "at.%, wt.%",
    "mol%, %",
    "V vs RHE, V vs Ag/AgCl",
    "V vs RHE, V",
    "a.u., 1",
    "px, 1",
    "kJ/mol, K",
    "mol/L, g/L",
    "cm^-1, eV",
  })
  void shouldRefuseToMixWhatIsCountedDifferently(String from, String to) {
    assertThat(Units.isKnown(from)).as(from).isTrue();
    assertThat(Units.isConvertible(from, to)).isFalse();
    assertThatThrownBy(() -> Units.convert(1, from, to))
        .isInstanceOf(UnitException.class)
        .hasMessageContaining("cannot be converted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xyz",
        "",
        " ",
        "m//s",
        "0.5",
        "1.5.m",
        "m0",
        "0",
        "2m",
        "m(",
        "{x",
        "x}",
        "#",
        "\"",
        "m1000",
        "-",
        "/",
        "m.",
        "é",
        "m;s",
        "m99999999999",
        "furlongs",
        "eV/atoms",
        "% atoms",
        "g per cm3",
        "V vs Mars",
        "at.%.%%"
      })
  void shouldRefuseUnknownUnits(String unit) {
    assertThat(Units.isKnown(unit)).isFalse();
    assertThatThrownBy(() -> Units.code(unit))
        .isInstanceOf(UnitException.class)
        .hasMessage("unit: unknown unit '" + unit + "'");
  }

  @Test
  void shouldRefuseALongUnitWithoutRepeatingIt() {
    assertThatThrownBy(() -> Units.code("m.".repeat(10_000) + "m"))
        .isInstanceOf(UnitException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(120));
  }

  @ParameterizedTest
  @CsvSource({"m, s", "eV, K", "mA/cm2, A", "[pH], 1", "dB, 1", "K, 1"})
  void shouldRefuseToConvertAcrossDimensions(String from, String to) {
    assertThat(Units.isConvertible(from, to)).isFalse();
    assertThatThrownBy(() -> Units.convert(1, from, to))
        .isInstanceOf(UnitException.class)
        .hasMessageContaining("cannot be converted");
  }

  @Test
  void shouldLeaveAValueInItsOwnUnitUntouched() {
    assertThat(Units.convert(7.3, "[pH]", "[pH]")).isEqualTo(7.3);
    assertThat(Units.convert(0.1, "Angstrom", "Ao")).isEqualTo(0.1);
  }

  @Test
  void shouldComeBackFromEveryConversion() {
    String[][] families = {
      {"eV", "meV", "J", "kcal", "kJ"},
      {"nm", "Ao", "um", "m", "[in_i]"},
      {"K", "Cel", "[degF]", "mK"},
      {"GPa", "bar", "[psi]", "mm[Hg]", "eV/Ao3"},
      {"mA/cm2", "A/m2", "uA/mm2"},
      {"uL/min", "mL/h", "m3/s"},
      {"1", "%", "[ppm]", "[ppb]"}
    };
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      String[] family = families[random.nextInt(families.length)];
      String from = family[random.nextInt(family.length)];
      String to = family[random.nextInt(family.length)];
      double value = random.nextGaussian() * 100;
      double back = Units.convert(Units.convert(value, from, to), to, from);

      assertThat(back)
          .as("seed %d case %d: %s in %s and %s", SEED, i, value, from, to)
          .isCloseTo(value, within(1e-12 * (Math.abs(value) + 500)));
    }
  }
}
