package io.athanor.allinone.lab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one film of (Cs,FA,MA)(Pb,Sn)(I,Br,Cl)3 is made. What the first-named ion of a site lacks to
 * one is the majority ion: formamidinium, lead, iodide.
 *
 * @param cesium fraction of Cs on the A site
 * @param methylammonium fraction of CH3NH3 on the A site
 * @param tin fraction of Sn on the B site
 * @param bromide fraction of Br on the X site
 * @param chloride fraction of Cl on the X site
 * @param annealTemperature hot plate, degrees Celsius
 * @param annealMinutes time on it, minutes
 */
public record Recipe(
    double cesium,
    double methylammonium,
    double tin,
    double bromide,
    double chloride,
    double annealTemperature,
    double annealMinutes) {
  /** Parameter name of {@link #cesium}. */
  public static final String CESIUM = "cesium";

  /** Parameter name of {@link #methylammonium}. */
  public static final String METHYLAMMONIUM = "methylammonium";

  /** Parameter name of {@link #tin}. */
  public static final String TIN = "tin";

  /** Parameter name of {@link #bromide}. */
  public static final String BROMIDE = "bromide";

  /** Parameter name of {@link #chloride}. */
  public static final String CHLORIDE = "chloride";

  /** Parameter name of {@link #annealTemperature}; unit Cel. */
  public static final String ANNEAL_TEMPERATURE = "anneal_temperature";

  /** Parameter name of {@link #annealMinutes}; unit min. */
  public static final String ANNEAL_TIME = "anneal_time";

  private static final double ROUNDING = 1e-9;

  /** Checks that fractions are fractions and the process is one. */
  public Recipe {
    fraction(CESIUM, cesium);
    fraction(METHYLAMMONIUM, methylammonium);
    fraction("cesium + methylammonium", cesium + methylammonium);
    fraction(TIN, tin);
    fraction(BROMIDE, bromide);
    fraction(CHLORIDE, chloride);
    fraction("bromide + chloride", bromide + chloride);
    if (!(annealTemperature >= 20 && annealTemperature <= 300)) {
      throw new IllegalArgumentException("annealTemperature: " + annealTemperature + " Cel");
    }
    if (!(annealMinutes > 0 && annealMinutes <= 600)) {
      throw new IllegalArgumentException("annealMinutes: " + annealMinutes + " min");
    }
  }

  /**
   * Reads the parameters of a candidate.
   *
   * @throws IllegalArgumentException naming the parameter that is missing or no number
   */
  public static Recipe of(Map<String, ?> parameters) {
    return new Recipe(
        number(parameters, CESIUM),
        number(parameters, METHYLAMMONIUM),
        number(parameters, TIN),
        number(parameters, BROMIDE),
        number(parameters, CHLORIDE),
        number(parameters, ANNEAL_TEMPERATURE),
        number(parameters, ANNEAL_TIME));
  }

  /** What remains on the A site: CH(NH2)2. */
  public double formamidinium() {
    return Math.max(0, 1 - cesium - methylammonium);
  }

  /** What remains on the B site. */
  public double lead() {
    return 1 - tin;
  }

  /** What remains on the X site. */
  public double iodide() {
    return Math.max(0, 1 - bromide - chloride);
  }

  /** The parameters a campaign is given, in a fixed order. */
  public Map<String, Double> parameters() {
    Map<String, Double> parameters = new LinkedHashMap<>();
    parameters.put(CESIUM, cesium);
    parameters.put(METHYLAMMONIUM, methylammonium);
    parameters.put(TIN, tin);
    parameters.put(BROMIDE, bromide);
    parameters.put(CHLORIDE, chloride);
    parameters.put(ANNEAL_TEMPERATURE, annealTemperature);
    parameters.put(ANNEAL_TIME, annealMinutes);
    return parameters;
  }

  /**
   * E.g. {@code Cs0.1(CH5N2)0.75(CH6N)0.15Pb0.9Sn0.1(I0.8Br0.2)3}; ions not present are left out.
   */
  public String formula() {
    StringBuilder text = new StringBuilder();
    part(text, "Cs", cesium);
    part(text, "(CH5N2)", formamidinium());
    part(text, "(CH6N)", methylammonium);
    part(text, "Pb", lead());
    part(text, "Sn", tin);
    StringBuilder halides = new StringBuilder();
    part(halides, "I", iodide());
    part(halides, "Br", bromide);
    part(halides, "Cl", chloride);
    boolean several = iodide() < 1 - ROUNDING && bromide < 1 - ROUNDING && chloride < 1 - ROUNDING;
    return text + (several ? "(" + halides + ")3" : halides + "3");
  }

  private static void part(StringBuilder text, String ion, double fraction) {
    BigDecimal rounded = BigDecimal.valueOf(fraction).setScale(4, RoundingMode.HALF_UP);
    if (rounded.signum() > 0) {
      text.append(ion);
      if (rounded.compareTo(BigDecimal.ONE) != 0) {
        text.append(rounded.stripTrailingZeros().toPlainString());
      }
    }
  }

  private static double number(Map<String, ?> parameters, String name) {
    if (parameters.get(name) instanceof Number value) {
      return value.doubleValue();
    }
    throw new IllegalArgumentException(name + ": " + parameters.get(name) + " is not a number");
  }

  private static void fraction(String name, double value) {
    if (!(value >= -ROUNDING && value <= 1 + ROUNDING)) {
      throw new IllegalArgumentException(name + ": " + value + " is not a fraction");
    }
  }
}
