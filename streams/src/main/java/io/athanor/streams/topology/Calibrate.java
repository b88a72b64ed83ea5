package io.athanor.streams.topology;

import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ObservationDerived;
import io.athanor.materials.fusion.Calibration;
import io.athanor.materials.fusion.Calibration.Deviation;
import io.athanor.materials.unit.Quantity;
import io.athanor.schemas.identity.Metas;
import io.athanor.streams.fuse.Deviations;
import io.athanor.streams.fuse.Fusion;
import io.athanor.streams.fuse.FusionSettings;
import io.athanor.streams.fuse.Quantities;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Learns how far instruments are off. Every partition is told of every reading of a reference
 * sample, keeps the same table, and fuses its own materials anew where the instrument had a part in
 * them: a scan of the partition, which such readings are rare enough for. The first partition alone
 * raises the alarm. Owned by one stream thread.
 */
final class Calibrate implements Processor<String, ObservationDerived, String, SpecificRecord> {
  /** Detector of the alarms. */
  static final String DETECTOR = "reference-offset/1";

  private static final String APPLICATION = "streams";
  private static final double SIGNIFICANT = 3;

  private final FusionSettings settings;
  private final InstantSource clock;
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, MaterialUpdated> materials;
  private KeyValueStore<String, byte[]> calibrations;
  private Fusion fusion;

  Calibrate(Edges edges) {
    this.settings = edges.limits().fusion();
    this.clock = edges.clock();
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    this.materials = context.getStateStore(Materials.STORE);
    this.calibrations = context.getStateStore(Materials.CALIBRATIONS);
    this.fusion = settings.with(Materials.offsets(calibrations));
  }

  @Override
  public void process(Record<String, ObservationDerived> record) {
    ObservationDerived observed = record.value();
    Optional<Deviation> deviation = settings.references().deviation(observed);
    if (deviation.isEmpty()) {
      return;
    }
    String key = Materials.key(observed.getInstrumentId(), observed.getProperty());
    Deviations before = Deviations.ofBytes(calibrations.get(key));
    Deviations after = before.plus(deviation.get());
    if (after.equals(before)) {
      return;
    }
    calibrations.put(key, after.toBytes());
    for (MaterialUpdated material : recalibrated(observed)) {
      materials.put(material.getCandidateId(), material);
      forward(record, material.getCandidateId(), material);
    }
    if (context.taskId().partition() == 0) {
      after
          .calibration()
          .filter(calibration -> calibration.significance() > SIGNIFICANT)
          .ifPresent(
              calibration ->
                  forward(record, observed.getInstrumentId(), alarm(observed, calibration)));
    }
  }

  private List<MaterialUpdated> recalibrated(ObservationDerived observed) {
    List<MaterialUpdated> changed = new ArrayList<>();
    try (KeyValueIterator<String, MaterialUpdated> all = materials.all()) {
      while (all.hasNext()) {
        KeyValue<String, MaterialUpdated> each = all.next();
        fusion
            .recalibrate(each.value, observed.getInstrumentId(), observed.getProperty())
            .ifPresent(changed::add);
      }
    }
    return changed;
  }

  private DriftDetected alarm(ObservationDerived observed, Calibration calibration) {
    Quantity offset = calibration.at(observed.getMeta().getOccurredAt());
    boolean drifts = calibration.slopePerDay() != 0;
    return DriftDetected.newBuilder()
        .setMeta(
            Metas.derived(
                APPLICATION,
                clock.instant(),
                observed.getCampaignId(),
                observed.getMeta(),
                "drift-detected"))
        .setSubject(observed.getInstrumentId())
        .setDetector(DETECTOR)
        .setProperty(observed.getProperty())
        .setStatistic(calibration.significance())
        .setThreshold(SIGNIFICANT)
        .setEstimate(Quantities.toEvent(offset))
        .setPerDay(
            drifts
                ? Quantities.toEvent(
                    Quantity.of(
                        calibration.slopePerDay(), calibration.unit(), calibration.slopeError()))
                : null)
        .setCount(calibration.count())
        .setKind(DriftKind.INSTRUMENT_OFFSET)
        .setMessage(message(observed, calibration, offset))
        .setAnswers(List.of("offset-corrected", "materials-fused-anew", "alert"))
        .setCampaignId(observed.getCampaignId())
        .build();
  }

  private static String message(
      ObservationDerived observed, Calibration calibration, Quantity offset) {
    String drift =
        calibration.slopePerDay() == 0
            ? ""
            : String.format(
                Locale.ROOT, ", %+.3g %s a day", calibration.slopePerDay(), calibration.unit());
    return String.format(
        Locale.ROOT,
        "instrument %s reads %s %.3g %s too %s on %d readings of reference samples%s",
        observed.getInstrumentId(),
        observed.getProperty(),
        Math.abs(offset.value()),
        offset.unit(),
        offset.value() > 0 ? "high" : "low",
        calibration.count(),
        drift);
  }

  private void forward(
      Record<String, ObservationDerived> record, String key, SpecificRecord event) {
    context.forward(new Record<>(key, event, clock.millis(), record.headers()));
  }
}
