package io.athanor.loadtests.scenario;

import io.athanor.event.Curve;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Readings as an instrument would report them; the sample id carries the ordinal. */
public final class Readings {
  private static final String SAMPLE = "load-";

  private Readings() {}

  /**
   * A scalar where {@code points} is 1, else an unreduced curve of a technique that is kept raw.
   */
  public static ReadingReported reading(
      int ordinal, int points, Instant now, RandomGenerator random) {
    Object payload =
        points == 1
            ? new Scalars(Map.of("overpotential", new Quantity(random.nextDouble(), "V", 0.01, 1)))
            : curve(points, random);
    return ReadingReported.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(EventIds.random(now, random))
                .setSource("instrument/load")
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setSampleId(SAMPLE + ordinal)
        .setCandidateId("c-load")
        .setCampaignId("load")
        .setInstrumentId("load")
        .setTechnique(points == 1 ? "scalar" : "current-voltage")
        .setPayload(payload)
        .setSimulated(true)
        .build();
  }

  static int ordinal(String sampleId) {
    return Integer.parseInt(sampleId.substring(SAMPLE.length()));
  }

  /** An ideal-diode current-voltage curve (Shockley 1949) with a little noise. */
  private static Curve curve(int points, RandomGenerator random) {
    List<Double> voltage = new ArrayList<>(points);
    List<Double> current = new ArrayList<>(points);
    for (int index = 0; index < points; index++) {
      double volts = 1.2 * index / (points - 1);
      voltage.add(volts);
      current.add(20 - 1e-9 * Math.expm1(volts / 0.045) + 0.01 * random.nextGaussian());
    }
    return new Curve(
        "voltage",
        "V",
        voltage,
        "current_density",
        "mA/cm2",
        current,
        Map.of("irradiance", new Quantity(1_000.0, "W/m2", null, 1)));
  }
}
