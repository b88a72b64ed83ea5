package io.athanor.streams.topology;

import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PredictionMade;
import io.athanor.event.StabilityAssessed;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.stability.PhaseEntry;
import io.athanor.schemas.identity.Metas;
import io.athanor.streams.stability.Assessor;
import io.athanor.streams.stability.FormationEnergies;
import io.athanor.streams.stability.SystemIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Takes entries of the hull, which come to every partition, and assesses who is due: a few at a
 * time, so that a wave of entries is answered once for each candidate and holds nothing up. Who is
 * due is remembered with everything else. What an assessment says is a function of what is known,
 * and it is said only when it changes. Owned by one stream thread.
 */
final class AssessStability
    implements Processor<String, MaterialUpdated, String, StabilityAssessed> {
  /** How often those who are due are looked for. */
  static final Duration INTERVAL = Duration.ofMillis(100);

  private static final int AT_ONCE = 100;
  private static final String APPLICATION = "stability";

  private final Assessor assessor;
  private final InstantSource clock;
  private final SystemIndex index = new SystemIndex();
  private ProcessorContext<String, StabilityAssessed> context;
  private StabilityStores stores;

  AssessStability(Assessor assessor, InstantSource clock) {
    this.assessor = assessor;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, StabilityAssessed> context) {
    this.context = context;
    this.stores = StabilityStores.of(context);
    try (KeyValueIterator<String, MaterialUpdated> each = stores.materials().all()) {
      while (each.hasNext()) {
        KeyValue<String, MaterialUpdated> next = each.next();
        FormationEnergies.composition(next.value).ifPresent(of -> index.add(next.key, of));
      }
    }
    context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> assessDue());
  }

  @Override
  public void process(Record<String, MaterialUpdated> record) {
    Composition composition = FormationEnergies.composition(record.value()).orElseThrow();
    stores.putEntry(composition, record.value());
    for (String candidateId : index.containing(composition)) {
      if (!candidateId.equals(record.key())) {
        stores.due().put(candidateId, record.value());
      }
    }
  }

  private void assessDue() {
    List<KeyValue<String, MaterialUpdated>> due = new ArrayList<>();
    try (KeyValueIterator<String, MaterialUpdated> each = stores.due().all()) {
      while (each.hasNext() && due.size() < AT_ONCE) {
        due.add(each.next());
      }
    }
    for (KeyValue<String, MaterialUpdated> each : due) {
      stores.due().delete(each.key);
      assess(each.key, each.value.getMeta());
    }
  }

  private void assess(String candidateId, Meta cause) {
    MaterialUpdated material = stores.materials().get(candidateId);
    if (material == null) {
      // predicted before it was told of: due again when it is
      return;
    }
    FormationEnergies.composition(material).ifPresent(of -> index.add(candidateId, of));
    PredictionMade prediction = stores.predictions().get(candidateId);
    Optional<PhaseEntry> phase = assessor.phase(material, prediction);
    if (phase.isEmpty()) {
      return;
    }
    StabilityAssessed assessed =
        assessor.assess(
            Metas.derived(
                APPLICATION,
                clock.instant(),
                cause.getCorrelationId(),
                cause,
                "stability-assessed",
                candidateId),
            phase.get(),
            assessor.entry(material).isPresent() ? null : prediction.getModelDigest(),
            stores.entriesWithin(phase.get().composition(), assessor));
    if (isNew(stores.said().get(candidateId), assessed)) {
      say(assessed);
    }
  }

  private void say(StabilityAssessed assessed) {
    stores.said().put(assessed.getCandidateId(), assessed);
    context.forward(
        new Record<>(
            assessed.getCandidateId(),
            assessed,
            assessed.getMeta().getRecordedAt().toEpochMilli()));
  }

  private static boolean isNew(StabilityAssessed before, StabilityAssessed now) {
    return before == null
        || !StabilityAssessed.newBuilder(now).setMeta(before.getMeta()).build().equals(before);
  }
}
