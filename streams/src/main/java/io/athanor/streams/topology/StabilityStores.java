package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.MATERIAL_UPDATED;
import static io.athanor.schemas.topic.Topics.PREDICTION_MADE;
import static io.athanor.schemas.topic.Topics.STABILITY_ASSESSED;

import io.athanor.event.MaterialUpdated;
import io.athanor.event.PredictionMade;
import io.athanor.event.StabilityAssessed;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.stability.PhaseEntry;
import io.athanor.schemas.topic.Topic;
import io.athanor.streams.stability.Assessor;
import io.athanor.streams.stability.SystemIndex;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What is remembered to assess stability.
 *
 * @param materials the essence of each record, by candidate
 * @param predictions the essence of its last prediction, by candidate
 * @param entries the essence of records that are entries of the hull, the same in every partition,
 *     by chemical system and candidate
 * @param due who is to be assessed, with what caused it as meta
 * @param said the last assessment, by candidate
 */
record StabilityStores(
    KeyValueStore<String, MaterialUpdated> materials,
    KeyValueStore<String, PredictionMade> predictions,
    KeyValueStore<String, MaterialUpdated> entries,
    KeyValueStore<String, MaterialUpdated> due,
    KeyValueStore<String, StabilityAssessed> said) {
  private static final String MATERIALS = "stability-materials";
  private static final String PREDICTIONS = "stability-predictions";
  private static final String ENTRIES = "stability-entries";
  private static final String DUE = "stability-due";
  private static final String SAID = "stability-said";

  /** Names of all of them. */
  static final String[] NAMES = {MATERIALS, PREDICTIONS, ENTRIES, DUE, SAID};

  /** More elements than this have more subsets than there are entries worth looking up. */
  private static final int MOST_ELEMENTS = 10;

  static void add(Edges edges) {
    add(edges, MATERIALS, MATERIAL_UPDATED);
    add(edges, PREDICTIONS, PREDICTION_MADE);
    add(edges, ENTRIES, MATERIAL_UPDATED);
    add(edges, SAID, STABILITY_ASSESSED);
    edges
        .builder()
        .addStateStore(
            // empty most of the time, and looked into many times a second
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(DUE),
                Serdes.String(),
                edges.codecs().serde(MATERIAL_UPDATED)));
  }

  private static <T extends SpecificRecord> void add(Edges edges, String name, Topic<T> topic) {
    edges
        .builder()
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name),
                Serdes.String(),
                edges.codecs().serde(topic)));
  }

  static StabilityStores of(ProcessorContext<?, ?> context) {
    return new StabilityStores(
        store(context, MATERIALS),
        store(context, PREDICTIONS),
        store(context, ENTRIES),
        store(context, DUE),
        store(context, SAID));
  }

  private static <S extends StateStore> S store(ProcessorContext<?, ?> context, String name) {
    return context.getStateStore(name);
  }

  /** Remembers an entry. */
  void putEntry(Composition composition, MaterialUpdated essence) {
    entries.put(SystemIndex.name(composition.elements()) + "|" + essence.getCandidateId(), essence);
  }

  /** The entries of nothing but the elements of a composition. */
  List<PhaseEntry> entriesWithin(Composition composition, Assessor assessor) {
    List<PhaseEntry> found = new ArrayList<>();
    if (composition.elements().size() > MOST_ELEMENTS) {
      collect(entries.all(), assessor, found);
      return found;
    }
    for (String system : SystemIndex.within(composition.elements())) {
      collect(entries.prefixScan(system + "|", new StringSerializer()), assessor, found);
    }
    return found;
  }

  private static void collect(
      KeyValueIterator<String, MaterialUpdated> each, Assessor assessor, List<PhaseEntry> found) {
    try (each) {
      while (each.hasNext()) {
        KeyValue<String, MaterialUpdated> next = each.next();
        assessor.entry(next.value).ifPresent(found::add);
      }
    }
  }
}
