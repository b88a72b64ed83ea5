package io.athanor.allinone.lab;

import io.athanor.allinone.client.Experiments;
import io.athanor.allinone.client.Experiments.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The physics behind the robots: samples and readings as a pure function of the seed, the
 * experiment and the recipe, so that a sample that is measured again after a crash gives the same
 * numbers. Batches scatter, lamps and goniometers drift with the order of experiments, contacts
 * fail now and then, and some syntheses give nothing.
 *
 * @param seed of everything random here
 */
public record VirtualLab(long seed) implements Bench {
  /** Absorbance spectra. */
  public static final String UV_VIS = "uv-vis-absorption";

  /** Powder patterns. */
  public static final String POWDER = "powder-diffraction";

  /** Current-voltage curves. */
  public static final String CURRENT_VOLTAGE = "current-voltage";

  /** The objective, as perception derives it from a current-voltage curve. */
  public static final String OBJECTIVE = "power_conversion_efficiency";

  private static final double BAD_CONTACT_PROBABILITY = 0.03;
  private static final double SCATTER_DECADES = 0.08;
  private static final double SCATTER_CURRENT = 0.006;
  private static final double VOLTAGE_STEP = 0.02;

  /** Noise of the source meter, mA/cm2. */
  private static final double DARK_NOISE = 2e-4;

  /** Relative flicker of the lamp within a sweep. */
  private static final double LAMP_FLICKER = 0.002;

  @Override
  public Outcome perform(Experiments.Proposal proposal, Instant actuatedAt) {
    Recipe recipe = Recipe.of(proposal.candidate().parameters());
    Sample sample = make(proposal.experimentId(), proposal.ordinal(), recipe);
    if (sample instanceof Sample.Made made) {
      return new Measured(
          made.sampleId(),
          measure(made, proposal.campaignId(), proposal.candidateId(), actuatedAt));
    }
    return new Failed("synthesis", ((Sample.Spoilt) sample).reason());
  }

  /** Makes the sample of an experiment. */
  Sample make(String experimentId, int ordinal, Recipe recipe) {
    String sampleId = "sample-" + experimentId;
    RandomGenerator random = Randoms.of(seed, "synthesis", experimentId);
    Film film = Film.of(recipe);
    if (random.nextDouble() < film.failureProbability()) {
      return new Sample.Spoilt(sampleId, "no homogeneous film formed");
    }
    boolean badContact = random.nextDouble() < BAD_CONTACT_PROBABILITY;
    Film scattered =
        film.scattered(
            SCATTER_DECADES * random.nextGaussian(), 1 + SCATTER_CURRENT * random.nextGaussian());
    return new Sample.Made(sampleId, experimentId, ordinal, scattered, badContact);
  }

  /**
   * All readings of a sample, the one that carries the objective last.
   *
   * @param when event time of all of them
   */
  List<Experiments.Reading> measure(
      Sample.Made sample, String campaignId, String candidateId, Instant when) {
    Origin origin = new Origin(sample, campaignId, candidateId, when);
    return List.of(absorption(origin), powder(origin), currentVoltage(origin));
  }

  private record Origin(Sample.Made sample, String campaignId, String candidateId, Instant when) {
    Experiments.Reading reading(String instrument, String technique, Experiments.Curve curve) {
      return new Experiments.Reading(
          sample.sampleId(),
          candidateId,
          campaignId,
          sample.experimentId(),
          instrument,
          technique,
          when.toString(),
          true,
          null,
          curve);
    }
  }

  private Experiments.Reading absorption(Origin origin) {
    Sample.Made sample = origin.sample();
    double baseline = 0.01 + 0.01 * drift("uv-vis", sample.ordinal());
    double[] absorbance =
        Absorption.measure(sample.film(), baseline, noise(UV_VIS, sample.experimentId()));
    return origin.reading(
        "virtual-uv-vis-1",
        UV_VIS,
        new Experiments.Curve(
            "wavelength",
            "nm",
            Absorption.wavelengths(),
            "absorbance",
            "1",
            absorbance,
            Map.of("film_thickness", Quantity.of(Absorption.THICKNESS, "nm"))));
  }

  private Experiments.Reading powder(Origin origin) {
    Sample.Made sample = origin.sample();
    double shift = 0.03 * drift("goniometer", sample.ordinal());
    double[] counts =
        PowderPattern.measure(sample.film(), shift, noise(POWDER, sample.experimentId()));
    return origin.reading(
        "virtual-diffractometer-1",
        POWDER,
        new Experiments.Curve(
            "two_theta",
            "deg",
            PowderPattern.angles(),
            "intensity",
            "1",
            counts,
            Map.of("radiation_wavelength", Quantity.of(PowderPattern.WAVELENGTH, "Ao"))));
  }

  private Experiments.Reading currentVoltage(Origin origin) {
    Sample.Made sample = origin.sample();
    RandomGenerator random = noise(CURRENT_VOLTAGE, sample.experimentId());
    double lamp = 1 + 0.01 * drift("lamp", sample.ordinal());
    DiodeModel cell =
        sample.badContact()
            ? sample.film().cell().changed(lamp, 8, 0.05)
            : sample.film().cell().changed(lamp, 1, 1);
    double last = sample.film().gap();
    int points = (int) Math.ceil((last + 0.1) / VOLTAGE_STEP) + 1;
    double[] voltages = new double[points];
    double[] currents = new double[points];
    for (int i = 0; i < points; i++) {
      voltages[i] = Math.rint((-0.1 + i * VOLTAGE_STEP) * 1e6) / 1e6;
      double scale = DARK_NOISE + LAMP_FLICKER * cell.photocurrent();
      currents[i] = cell.current(voltages[i]) + scale * random.nextGaussian();
    }
    return origin.reading(
        "virtual-solar-simulator-1",
        CURRENT_VOLTAGE,
        new Experiments.Curve(
            "voltage",
            "V",
            voltages,
            "current_density",
            "mA/cm2",
            currents,
            Map.of("irradiance", Quantity.of(10 * DetailedBalance.SUN, "W/m2"))));
  }

  private RandomGenerator noise(String technique, String experimentId) {
    return Randoms.of(seed, "noise", technique, experimentId);
  }

  /** A slow wave of amplitude one over the order of experiments, its phase by instrument. */
  private double drift(String instrument, int ordinal) {
    double phase = 2 * Math.PI * Randoms.of(seed, "drift", instrument).nextDouble();
    return Math.sin(2 * Math.PI * ordinal / 150.0 + phase);
  }
}
