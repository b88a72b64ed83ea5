package io.athanor.streams.topology;

import io.athanor.event.MaterialUpdated;
import io.athanor.streams.stability.Assessor;
import io.athanor.streams.stability.FormationEnergies;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Remembers what is new of a material's formation energy, and forwards it where the material is an
 * entry of the hull. Owned by one stream thread.
 */
final class LearnEnergy implements Processor<String, MaterialUpdated, String, MaterialUpdated> {
  private final Assessor assessor;
  private ProcessorContext<String, MaterialUpdated> context;
  private StabilityStores stores;

  LearnEnergy(Assessor assessor) {
    this.assessor = assessor;
  }

  @Override
  public void init(ProcessorContext<String, MaterialUpdated> context) {
    this.context = context;
    this.stores = StabilityStores.of(context);
  }

  @Override
  public void process(Record<String, MaterialUpdated> record) {
    MaterialUpdated essence = FormationEnergies.essence(record.value());
    MaterialUpdated before = stores.materials().get(record.key());
    if (essence.getCandidate() == null || isSame(before, essence)) {
      return;
    }
    stores.materials().put(record.key(), essence);
    stores.due().put(record.key(), essence);
    if (assessor.entry(essence).isPresent()) {
      context.forward(record.withValue(essence));
    }
  }

  private static boolean isSame(MaterialUpdated before, MaterialUpdated now) {
    return before != null && before.getProperties().equals(now.getProperties());
  }
}
