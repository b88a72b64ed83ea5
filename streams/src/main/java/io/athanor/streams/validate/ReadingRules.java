package io.athanor.streams.validate;

import io.athanor.event.Action;
import io.athanor.event.ActionLog;
import io.athanor.event.Curve;
import io.athanor.event.ImageReference;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a reading must satisfy: identifiers, times, finite numbers with known units, curves that are
 * functions.
 *
 * @param clock wall clock
 * @param tolerance how far ahead of it and of its ingest time a reading may say it happened
 */
public record ReadingRules(InstantSource clock, Duration tolerance) {

  /** The first rule that the reading with this record key breaks, or empty. */
  public Optional<Refusal> check(String key, ReadingReported reading) {
    try {
      Rules.requireMeta(reading.getMeta(), clock.instant(), tolerance);
      Rules.requireName("sampleId", reading.getSampleId());
      Rules.requireKey(key, "sampleId", reading.getSampleId());
      Rules.requireNameIfGiven("candidateId", reading.getCandidateId());
      Rules.requireNameIfGiven("campaignId", reading.getCampaignId());
      Rules.requireNameIfGiven("experimentId", reading.getExperimentId());
      Rules.requireName("instrumentId", reading.getInstrumentId());
      Rules.requireName("technique", reading.getTechnique());
      requirePayload(reading.getPayload());
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.refusal());
    }
  }

  private static void requirePayload(Object payload) {
    if (payload instanceof Scalars scalars) {
      if (scalars.getValues().isEmpty()) {
        throw Rules.invalid("payload.values", "must hold at least one value");
      }
      Rules.requireQuantities("payload.values", scalars.getValues());
    } else if (payload instanceof Curve curve) {
      requireCurve(curve);
    } else if (payload instanceof ImageReference image) {
      Rules.requireName("payload.mediaType", image.getMediaType());
      if (image.getUri().isBlank()) {
        throw Rules.invalid("payload.uri", "is blank");
      }
      if (!image.getSha256().matches("[0-9a-fA-F]{64}")) {
        throw Rules.invalid("payload.sha256", "is not 64 hexadecimal digits");
      }
    } else if (payload instanceof ActionLog log) {
      List<Action> steps = log.getSteps();
      for (int i = 0; i < steps.size(); i++) {
        String field = "payload.steps[" + i + "]";
        Rules.requireName(field + ".name", steps.get(i).getName());
        Rules.requireQuantities(field + ".parameters", steps.get(i).getParameters());
      }
    } else {
      throw Rules.invalid("payload", "is of no kind that is known");
    }
  }

  private static void requireCurve(Curve curve) {
    Rules.requireName("payload.xName", curve.getXName());
    Rules.requireName("payload.yName", curve.getYName());
    Rules.requireUnit("payload.xUnit", curve.getXUnit());
    Rules.requireUnit("payload.yUnit", curve.getYUnit());
    List<Double> x = curve.getX();
    if (x.size() < 2) {
      throw Rules.invalid("payload.x", "needs at least 2 points but has " + x.size());
    }
    if (x.size() != curve.getY().size()) {
      throw Rules.invalid(
          "payload.y", "has " + curve.getY().size() + " points where x has " + x.size());
    }
    Rules.requireFinite("payload.x", x);
    Rules.requireFinite("payload.y", curve.getY());
    double direction = Math.signum(x.get(1) - x.get(0));
    for (int i = 1; i < x.size(); i++) {
      double step = Math.signum(x.get(i) - x.get(i - 1));
      if (step == 0 || step != direction) {
        throw Rules.invalid("payload.x[" + i + "]", "x is not strictly monotonic here");
      }
    }
    Rules.requireQuantities("payload.conditions", curve.getConditions());
  }
}
