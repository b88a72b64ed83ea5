package io.athanor.streams.topology;

import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.PredictionMade;
import io.athanor.streams.stability.FormationEnergies;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Remembers what is predicted of a candidate's formation energy. Forwards nothing. Owned by one
 * stream thread.
 */
final class LearnPrediction implements Processor<String, PredictionMade, Void, Void> {
  private StabilityStores stores;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.stores = StabilityStores.of(context);
  }

  @Override
  public void process(Record<String, PredictionMade> record) {
    FormationEnergies.essence(record.value())
        .ifPresent(
            essence -> {
              stores.predictions().put(record.key(), essence);
              stores.due().put(record.key(), cause(essence));
            });
  }

  private static MaterialUpdated cause(PredictionMade prediction) {
    return MaterialUpdated.newBuilder()
        .setMeta(prediction.getMeta())
        .setCandidateId(prediction.getCandidateId())
        .setChange(MaterialChange.MEASURED)
        .setVersion(0)
        .build();
  }
}
