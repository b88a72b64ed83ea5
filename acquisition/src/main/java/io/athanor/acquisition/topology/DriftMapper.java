package io.athanor.acquisition.topology;

import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.schemas.identity.Metas;
import java.util.Optional;

/**
 * From alarms to events. All times are those of what raised them, so that what is derived again is
 * equal byte for byte.
 */
final class DriftMapper {
  private static final String APPLICATION = "acquisition";

  private DriftMapper() {}

  /**
   * An alarm as an event.
   *
   * @param subject campaign or model version, where the alarm names no instrument
   * @param campaignId in whose stream it was found, if in one campaign's
   */
  static DriftDetected event(
      DriftAlarm alarm, String subject, Optional<String> campaignId, Meta cause) {
    return DriftDetected.newBuilder()
        .setMeta(
            Metas.derived(
                APPLICATION,
                cause.getRecordedAt(),
                campaignId.orElse(null),
                cause,
                "drift-detected",
                subject,
                alarm.kind().name(),
                alarm.detector(),
                alarm.property()))
        .setSubject(alarm.subject().orElse(subject))
        .setDetector(alarm.detector())
        .setProperty(alarm.property())
        .setStatistic(alarm.statistic())
        .setThreshold(alarm.threshold())
        .setEstimate(
            alarm.estimate().isPresent()
                ? Quantity.newBuilder()
                    .setValue(alarm.estimate().getAsDouble())
                    .setUnit(alarm.unit())
                    .build()
                : null)
        .setCount(alarm.count())
        .setKind(
            switch (alarm.kind()) {
              case INSTRUMENT_OFFSET -> DriftKind.INSTRUMENT_OFFSET;
              case RESIDUALS -> DriftKind.RESIDUALS;
              case EVIDENCE -> DriftKind.EVIDENCE;
              case EMBEDDINGS -> DriftKind.EMBEDDINGS;
              case COVERAGE -> DriftKind.COVERAGE;
            })
        .setMessage(alarm.message())
        .setAnswers(alarm.answers())
        .setCampaignId(campaignId.orElse(null))
        .build();
  }
}
