package io.athanor.streams.derive;

import io.athanor.materials.MaterialException;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.PseudoCubicLattice;
import io.athanor.materials.diffraction.Reflection;
import io.athanor.materials.diffraction.Reflections;
import io.athanor.materials.photovoltaic.CurrentVoltage;
import io.athanor.materials.photovoltaic.CurrentVoltageCurve;
import io.athanor.materials.photovoltaic.CurrentVoltageResult;
import io.athanor.materials.spectra.AbsorptionSpectrum;
import io.athanor.materials.spectra.IndirectTauc;
import io.athanor.materials.spectra.Tauc;
import io.athanor.materials.spectra.TaucResult;
import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import io.athanor.streams.validate.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Curves to properties, by technique. The physics is in {@code materials}; here it is applied. */
public final class Techniques {
  /** Band gap (eV) by Tauc's method; x is wavelength or photon energy. */
  public static final String ABSORPTION = "uv-vis-absorption";

  /** The same of a material whose gap is known to be indirect: indirect band gap (eV). */
  public static final String INDIRECT_ABSORPTION = "uv-vis-absorption-indirect";

  /**
   * Strongest reflection (deg) and, where the pattern is indexable, lattice parameter (Angstrom).
   */
  public static final String DIFFRACTION = "powder-diffraction";

  /** Efficiency (%), open-circuit voltage (V), short-circuit current (mA/cm2), fill factor (1). */
  public static final String CURRENT_VOLTAGE = "current-voltage";

  /** Position, width, height and area of the strongest emission, and its energy (eV). */
  public static final String PHOTOLUMINESCENCE = "photoluminescence";

  /** Position (cm-1), width, height and area of the strongest band. */
  public static final String RAMAN = "raman";

  private static final Set<String> ABSORPTION_ORDINATES =
      Set.of("absorbance", "absorption_coefficient");

  // perovskites from SrTiO3 (3.9 Angstrom) to FAPbI3 (6.4); below a factor of two, so that no
  // pattern fits both an edge and its double
  private static final double LEAST_EDGE = 3.7;
  private static final double MOST_EDGE = 7.3;

  private Techniques() {}

  /** What the curve says of the material. */
  public static Derivation derive(String technique, Curve curve) {
    try {
      return switch (technique) {
        case ABSORPTION -> bandGap(curve, "band_gap", "tauc-direct/1", Tauc::directGap);
        case INDIRECT_ABSORPTION ->
            bandGap(curve, "indirect_band_gap", "tauc-indirect/1", IndirectTauc::gap);
        case DIFFRACTION -> reflections(curve.ascending());
        case CURRENT_VOLTAGE -> figuresOfMerit(curve);
        case PHOTOLUMINESCENCE -> PeakFeatures.emission(curve.ascending());
        case RAMAN -> PeakFeatures.raman(curve.ascending());
        default -> new Derivation.KeptRaw();
      };
    } catch (UnderivableException e) {
      return new Derivation.Underivable(e.refusal());
    } catch (MaterialException e) {
      return underivable(e.getMessage());
    } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
      // a pure function fails on the same curve each time: refuse the curve, do not stop the line
      return underivable("the analysis failed: " + e);
    }
  }

  private static Derivation bandGap(
      Curve curve,
      String property,
      String method,
      Function<AbsorptionSpectrum, TaucResult> analysis) {
    if (!ABSORPTION_ORDINATES.contains(curve.yName())) {
      return new Derivation.Underivable(
          Refusal.of(
              Refusal.Code.NOT_DERIVABLE,
              "payload.yName",
              "'" + curve.yName() + "' is neither absorbance nor absorption_coefficient"));
    }
    // only the shape counts, so y stays in its unit
    AbsorptionSpectrum spectrum =
        Units.isConvertible(curve.xUnit(), "eV")
            ? AbsorptionSpectrum.ofEnergies(curve.xIn("eV"), curve.y())
            : AbsorptionSpectrum.ofWavelengths(curve.xIn("nm"), curve.y());
    TaucResult result = analysis.apply(spectrum);
    if (result instanceof TaucResult.Gap gap) {
      return derived(property(property, gap.energy(), "eV", gap.standardError(), method));
    }
    return underivable(((TaucResult.NoEdge) result).reason());
  }

  private static Derivation reflections(Curve curve) {
    double wavelength = curve.condition("radiation_wavelength", "Ao");
    List<Reflection> reflections =
        Reflections.of(new PowderPattern(curve.xIn("deg"), curve.y(), wavelength));
    Optional<Reflection> strongest =
        reflections.stream().max(Comparator.comparingDouble(Reflection::relativeIntensity));
    if (strongest.isEmpty()) {
      return underivable("no reflection rises above the noise");
    }
    List<Property> properties = new ArrayList<>();
    PseudoCubicLattice.of(reflections, wavelength, LEAST_EDGE, MOST_EDGE)
        .ifPresent(
            lattice ->
                properties.add(
                    property(
                        "lattice_parameter",
                        lattice.parameter(),
                        "Ao",
                        lattice.standardError(),
                        "pseudo-cubic/1")));
    Reflection one = strongest.get();
    properties.add(
        property(
            "strongest_reflection", one.twoTheta(), "deg", one.standardError(), "reflections/1"));
    return new Derivation.Derived(properties);
  }

  private static Derivation figuresOfMerit(Curve curve) {
    double irradiance = curve.condition("irradiance", "W/m2");
    CurrentVoltageResult result =
        CurrentVoltage.analyse(
            new CurrentVoltageCurve(curve.xIn("V"), curve.yIn("mA/cm2"), irradiance));
    if (result instanceof CurrentVoltageResult.FiguresOfMerit found) {
      return derived(
          merit("fill_factor", found.fillFactor(), "1"),
          merit("open_circuit_voltage", found.openCircuitVoltage(), "V"),
          merit("power_conversion_efficiency", found.efficiency(), "%"),
          merit("short_circuit_current_density", found.shortCircuitCurrent(), "mA/cm2"));
    }
    return underivable(((CurrentVoltageResult.Refused) result).reason());
  }

  private static Property merit(String name, CurrentVoltageResult.Estimate one, String unit) {
    return property(name, one.value(), unit, one.standardError(), "current-voltage/1");
  }

  private static Property property(
      String name, double value, String unit, double standardError, String method) {
    Quantity quantity =
        Double.isFinite(standardError)
            ? Quantity.of(value, unit, standardError)
            : Quantity.of(value, unit);
    return new Property(name, quantity, method);
  }

  private static Derivation derived(Property... properties) {
    return new Derivation.Derived(List.of(properties));
  }

  private static Derivation underivable(String reason) {
    return new Derivation.Underivable(
        new Refusal(Refusal.Code.NOT_DERIVABLE, Optional.of("payload"), reason));
  }
}
