package io.athanor.streams.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.unit.Quantity;
import io.athanor.streams.validate.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class TechniquesTest {
  private static final double COPPER = 1.54184;

  @Test
  void shouldReadTheBandGapOffASpectrumOverWavelengthOrEnergy() {
    Curve overWavelength =
        curve("wavelength", "nm", 400, 1000, 301, "absorbance", "1", l -> edge(1239.841984 / l));
    Curve overEnergy =
        curve("energy", "meV", 1240, 3100, 301, "absorbance", "1", e -> edge(e / 1000));

    for (Curve each : new Curve[] {overWavelength, overEnergy}) {
      Property gap = derived(Techniques.ABSORPTION, each).get("band_gap");
      assertThat(gap.quantity().unit()).isEqualTo("eV");
      assertThat(gap.quantity().value()).isCloseTo(1.6, within(0.02));
      assertThat(gap.quantity().sem()).isPresent();
      assertThat(gap.method()).isEqualTo("tauc-direct/1");
    }
  }

  @Test
  void shouldReadAnIndirectBandGapWhereItIsSaidToBeOne() {
    Curve curve =
        curve(
            "energy",
            "eV",
            0.8,
            2.6,
            301,
            "absorbance",
            "1",
            e -> 0.05 + (e > 1.3 ? 2 * (e - 1.3) * (e - 1.3) / e : 0));

    Property gap = derived(Techniques.INDIRECT_ABSORPTION, curve).get("indirect_band_gap");

    assertThat(gap.quantity().value()).isCloseTo(1.3, within(0.02));
    assertThat(gap.method()).isEqualTo("tauc-indirect/1");
  }

  @Test
  void shouldMeasureTheEmissionOverWavelengthOrEnergy() {
    Curve overWavelength =
        curve("wavelength", "nm", 600, 900, 301, "intensity", "a.u.", l -> 3 + bell(l, 775, 40));
    Curve overEnergy =
        curve("energy", "meV", 1300, 1900, 301, "intensity", "a.u.", e -> bell(e, 1600, 80));

    Map<String, Property> wavelength = derived(Techniques.PHOTOLUMINESCENCE, overWavelength);
    Map<String, Property> energy = derived(Techniques.PHOTOLUMINESCENCE, overEnergy);

    assertThat(wavelength).containsKeys("emission_area", "emission_height", "emission_width");
    assertThat(wavelength.get("emission_wavelength").quantity().value())
        .isCloseTo(775, within(0.5));
    assertThat(wavelength.get("emission_width").quantity().value()).isCloseTo(40, within(1.0));
    assertThat(wavelength.get("emission_energy").quantity().value())
        .isCloseTo(1239.841984 / 775, within(0.002));
    assertThat(energy.get("emission_energy").quantity().value()).isCloseTo(1.6, within(0.002));
    assertThat(energy.get("emission_width").quantity().unit()).isEqualTo("eV");
    assertThat(energy.get("emission_height").quantity().unit()).isEqualTo("{arbitrary}");
  }

  @Test
  void shouldMeasureTheStrongestRamanBandAndCountTheOthers() {
    Curve curve =
        curve(
            "raman_shift",
            "cm^-1",
            100,
            900,
            801,
            "intensity",
            "counts",
            v -> 50 + 500 * bell(v, 464, 10) + 100 * bell(v, 206, 15));

    Map<String, Property> raman = derived(Techniques.RAMAN, curve);

    assertThat(raman.get("raman_shift").quantity().value()).isCloseTo(464, within(0.2));
    assertThat(raman.get("raman_width").quantity().value()).isCloseTo(10, within(0.5));
    assertThat(raman.get("raman_bands").quantity().value()).isEqualTo(2);
    assertThat(refused(Techniques.RAMAN, curve("v", "cm-1", 0, 9, 100, "i", "1", v -> 7)).code())
        .isEqualTo(Refusal.Code.NOT_DERIVABLE);
  }

  private static double bell(double x, double centre, double width) {
    return Math.exp(-4 * Math.log(2) * Math.pow((x - centre) / width, 2));
  }

  @Test
  void shouldRefuseASpectrumWithoutEdge() {
    Curve flat = curve("wavelength", "nm", 400, 1000, 301, "absorbance", "1", l -> 0.1);

    Refusal refusal = refused(Techniques.ABSORPTION, flat);

    assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_DERIVABLE);
    assertThat(refusal.field()).isEqualTo(Optional.of("payload"));
    assertThat(refusal.reason()).isNotBlank();
  }

  @Test
  void shouldRefuseASpectrumOfSomethingElse() {
    Curve transmittance = curve("wavelength", "nm", 400, 1000, 301, "transmittance", "%", l -> 50);
    Curve overTime = curve("time", "s", 1, 1000, 301, "absorbance", "1", l -> 0.1);

    assertThat(refused(Techniques.ABSORPTION, transmittance).field()).contains("payload.yName");
    assertThat(refused(Techniques.ABSORPTION, overTime).field()).contains("payload.xUnit");
  }

  @Test
  void shouldFindTheStrongestReflectionAndTheLatticeParameterInEitherDirection() {
    double edge = 6.3;
    Curve pattern = pattern(10, 50, t -> 20 + 1000 * lines(edge, t));
    Curve reversed = pattern(50, 10, t -> 20 + 1000 * lines(edge, t));

    for (Curve each : new Curve[] {pattern, reversed}) {
      Map<String, Property> found = derived(Techniques.DIFFRACTION, each);
      assertThat(found.get("lattice_parameter").quantity().value()).isCloseTo(edge, within(0.01));
      assertThat(found.get("lattice_parameter").quantity().unit()).isEqualTo("Ao");
      assertThat(found.get("strongest_reflection").quantity().value())
          .isCloseTo(angle(edge, 1), within(0.02));
    }
  }

  @Test
  void shouldGiveTheStrongestReflectionOfAPatternThatCannotBeIndexed() {
    Curve one = pattern(10, 50, t -> 20 + 1000 * peak(t, 23.7));

    assertThat(derived(Techniques.DIFFRACTION, one)).containsOnlyKeys("strongest_reflection");
  }

  @Test
  void shouldRefuseAPatternThatIsFlatOrWithoutItsWavelength() {
    Curve flat = pattern(10, 50, t -> 20);
    Curve unlabelled =
        curve("two_theta", "deg", 10, 50, 801, "intensity", "1", t -> 20 + 1000 * peak(t, 20));

    assertThat(refused(Techniques.DIFFRACTION, flat).reason()).contains("no reflection");
    assertThat(refused(Techniques.DIFFRACTION, unlabelled).field())
        .contains("payload.conditions.radiation_wavelength");
  }

  @Test
  void shouldReadTheFiguresOfMeritOffASweep() {
    Map<String, Property> found =
        derived(
            Techniques.CURRENT_VOLTAGE, sweep("mV", 1000, v -> 20 - 1e-9 * Math.expm1(v / 0.0388)));

    assertThat(found)
        .containsOnlyKeys(
            "fill_factor",
            "open_circuit_voltage",
            "power_conversion_efficiency",
            "short_circuit_current_density");
    double openCircuit = 0.0388 * Math.log(20 / 1e-9 + 1);
    assertThat(found.get("open_circuit_voltage").quantity().value())
        .isCloseTo(openCircuit, within(0.005));
    assertThat(found.get("short_circuit_current_density").quantity().value())
        .isCloseTo(20, within(0.1));
    double fillFactor = found.get("fill_factor").quantity().value();
    assertThat(found.get("power_conversion_efficiency").quantity().value())
        .isCloseTo(openCircuit * 20 * fillFactor, within(0.2));
    assertThat(found.get("power_conversion_efficiency").quantity().unit()).isEqualTo("%");
  }

  @Test
  void shouldRefuseASweepInTheDarkOrWithoutItsLamp() {
    Curve dark = sweep("V", 1, v -> -1e-9 * Math.expm1(v / 0.0388));
    Curve unlabelled =
        curve("voltage", "V", -0.1, 1.1, 121, "current_density", "mA/cm2", v -> 20 - 20 * v);

    assertThat(refused(Techniques.CURRENT_VOLTAGE, dark).reason()).isNotBlank();
    assertThat(refused(Techniques.CURRENT_VOLTAGE, unlabelled).field())
        .contains("payload.conditions.irradiance");
  }

  @Test
  void shouldKeepOtherTechniquesRaw() {
    assertThat(Techniques.derive("ellipsometry", pattern(10, 50, t -> 1)))
        .isInstanceOf(Derivation.KeptRaw.class);
  }

  @Test
  void shouldAnswerWhateverTheNumbersAre() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int points = 2 + random.nextInt(120);
      double scale = Math.pow(10, random.nextInt(600) - 300);
      double from = random.nextInt(5) == 0 ? -50 : 1e-3;
      DoubleUnaryOperator y = x -> (random.nextDouble() - 0.5) * scale;
      Map<String, Quantity> conditions =
          Map.of(
              "radiation_wavelength", Quantity.of(random.nextDouble() * scale, "Ao"),
              "irradiance", Quantity.of(random.nextDouble() * scale, "W/m2"));
      for (String technique :
          new String[] {
            Techniques.ABSORPTION,
            Techniques.INDIRECT_ABSORPTION,
            Techniques.DIFFRACTION,
            Techniques.CURRENT_VOLTAGE,
            Techniques.PHOTOLUMINESCENCE,
            Techniques.RAMAN
          }) {
        String unit =
            switch (technique) {
              case Techniques.ABSORPTION,
                  Techniques.INDIRECT_ABSORPTION,
                  Techniques.PHOTOLUMINESCENCE ->
                  "eV";
              case Techniques.RAMAN -> "cm-1";
              default -> "deg";
            };
        Curve base = curve("x", unit, from, 170, points, "absorbance", "1", y);
        Curve wild =
            new Curve(
                base.xName(), base.xUnit(), base.x(), base.yName(), "1", base.y(), conditions);
        assertThat(Techniques.derive(technique, wild)).as("seed " + seed).isNotNull();
      }
    }
  }

  private static double edge(double energy) {
    return energy <= 1.6 ? 0.01 : 0.01 + 2 * Math.sqrt(energy - 1.6) / energy;
  }

  private static double lines(double edge, double twoTheta) {
    return peak(twoTheta, angle(edge, 1))
        + 0.3 * peak(twoTheta, angle(edge, 2))
        + 0.2 * peak(twoTheta, angle(edge, 3))
        + 0.7 * peak(twoTheta, angle(edge, 4))
        + 0.3 * peak(twoTheta, angle(edge, 5));
  }

  private static double angle(double edge, int squares) {
    return 2 * Math.toDegrees(Math.asin(COPPER * Math.sqrt(squares) / (2 * edge)));
  }

  private static double peak(double twoTheta, double centre) {
    double distance = (twoTheta - centre) / 0.12;
    return Math.exp(-distance * distance / 2);
  }

  private static Curve pattern(double from, double to, DoubleUnaryOperator counts) {
    Curve bare = curve("two_theta", "deg", from, to, 801, "intensity", "1", counts);
    return with(bare, "radiation_wavelength", Quantity.of(COPPER / 10, "nm"));
  }

  private static Curve sweep(String unit, double perVolt, DoubleUnaryOperator current) {
    Curve bare =
        curve(
            "voltage",
            unit,
            -0.1 * perVolt,
            1.1 * perVolt,
            121,
            "current_density",
            "mA/cm2",
            v -> current.applyAsDouble(v / perVolt));
    return with(bare, "irradiance", Quantity.of(100, "mW/cm2"));
  }

  private static Curve with(Curve curve, String name, Quantity condition) {
    return new Curve(
        curve.xName(),
        curve.xUnit(),
        curve.x(),
        curve.yName(),
        curve.yUnit(),
        curve.y(),
        Map.of(name, condition));
  }

  private static Curve curve(
      String xName,
      String xUnit,
      double from,
      double to,
      int points,
      String yName,
      String yUnit,
      DoubleUnaryOperator f) {
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = from + (to - from) * i / (points - 1);
      y[i] = f.applyAsDouble(x[i]);
    }
    return new Curve(xName, xUnit, x, yName, yUnit, y, Map.of());
  }

  private static Map<String, Property> derived(String technique, Curve curve) {
    Derivation derivation = Techniques.derive(technique, curve);
    assertThat(derivation).isInstanceOf(Derivation.Derived.class);
    return ((Derivation.Derived) derivation)
        .properties().stream()
            .collect(java.util.stream.Collectors.toMap(Property::name, each -> each));
  }

  private static Refusal refused(String technique, Curve curve) {
    Derivation derivation = Techniques.derive(technique, curve);
    assertThat(derivation).isInstanceOf(Derivation.Underivable.class);
    return ((Derivation.Underivable) derivation).refusal();
  }
}
