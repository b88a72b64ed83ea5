package io.athanor.streams.stability;

import io.athanor.materials.stability.StabilityTerms;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * How stability is assessed.
 *
 * @param enabled whether it is
 * @param terms margin and draws
 * @param ownError standard deviation of the independent error of a computed energy, eV/atom
 * @param sharedError standard deviation of the error that computations share, and models with the
 *     computations they learned from, eV/atom; it cancels where compounds are compared
 */
public record StabilitySettings(
    boolean enabled, StabilityTerms terms, double ownError, double sharedError) {
  /** On or off. */
  public static final Setting<Boolean> ENABLED =
      Setting.flag(
          "streams.stability",
          true,
          "Whether the energy above the convex hull is assessed for every candidate whose formation"
              + " energy is known or predicted.");

  /** Metastability. */
  public static final Setting<String> MARGIN =
      Setting.text(
          "streams.stability-margin",
          "0.1",
          "Up to how far above the hull a candidate counts as metastable, eV/atom.");

  /** Draws. */
  public static final Setting<Integer> DRAWS =
      Setting.integer(
          "streams.stability-draws", 256, 1, 65_536, "Draws of the energies for an assessment.");

  /** Independent errors. */
  public static final Setting<String> OWN_ERROR =
      Setting.text(
          "streams.stability-own-error",
          "0.024",
          "Standard deviation of the independent error of a computed energy, eV/atom (Hautier et"
              + " al., Phys. Rev. B 85, 155208, 2012).");

  /** Shared errors. */
  public static final Setting<String> SHARED_ERROR =
      Setting.text(
          "streams.stability-shared-error",
          "0.1",
          "Standard deviation of the error that computed and predicted formation energies have in"
              + " common, eV/atom; it cancels where compounds are compared.");

  /** All of them. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(ENABLED, MARGIN, DRAWS, OWN_ERROR, SHARED_ERROR);

  /** Checks the numbers. */
  public StabilitySettings {
    Objects.requireNonNull(terms, "terms");
    require("ownError", ownError);
    require("sharedError", sharedError);
  }

  /** From settings. */
  public static StabilitySettings of(Settings settings) {
    return new StabilitySettings(
        settings.get(ENABLED),
        new StabilityTerms(energy(settings, MARGIN), settings.get(DRAWS)),
        energy(settings, OWN_ERROR),
        energy(settings, SHARED_ERROR));
  }

  private static double energy(Settings settings, Setting<String> setting) {
    String text = settings.get(setting);
    try {
      double energy = Double.parseDouble(text);
      if (energy >= 0 && energy < Double.POSITIVE_INFINITY) {
        return energy;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(setting.name() + ": '" + text + "' is not a number", e);
    }
    throw new IllegalArgumentException(setting.name() + ": '" + text + "' is not finite and >= 0");
  }

  private static void require(String field, double error) {
    if (!(error >= 0 && error < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(field + " is " + error + ", not finite and >= 0");
    }
  }
}
