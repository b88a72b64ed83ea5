package io.athanor.acquisition.topology;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What the scheduler keeps, by kind and id: one store, so that all lies in one changelog. */
final class SchedulerStore {
  /** What is kept. The order is that of the restoration. */
  enum Kind {
    /** The last word of an instrument. */
    INSTRUMENT,
    /** The last definition of a campaign. */
    CAMPAIGN,
    /** The end of a campaign, until it is defined again. */
    CONCLUSION,
    /** A stop. */
    HALT,
    /** A campaign's past. */
    LEDGER,
    /** The last grant of a campaign. */
    GRANT,
    /** An experiment that is not over, as proposed. */
    PROPOSAL,
    /** Where that experiment stands, if it has moved. */
    JOB,
    /** An offer that did not come back yet. */
    OFFER,
    /** What a person said of the priority of an experiment. */
    BOOST,
    /** A step of an experiment whose proposal was not read yet. */
    EARLY;

    private String prefix() {
      return name().substring(0, 3) + "/";
    }
  }

  private final KeyValueStore<Bytes, byte[]> store;

  SchedulerStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  void put(Kind kind, String id, byte[] value) {
    store.put(key(kind, id), value);
  }

  byte[] get(Kind kind, String id) {
    return store.get(key(kind, id));
  }

  /** Forgets it, if it is there. */
  void delete(Kind kind, String id) {
    Bytes key = key(kind, id);
    if (store.get(key) != null) {
      store.delete(key);
    }
  }

  /** Everything of a kind, sorted by id. */
  void each(Kind kind, BiConsumer<String, byte[]> reader) {
    String prefix = kind.prefix();
    byte[] end = prefix.getBytes(StandardCharsets.UTF_8);
    end[end.length - 1]++;
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(Bytes.wrap(prefix.getBytes(StandardCharsets.UTF_8)), Bytes.wrap(end))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        String key = new String(entry.key.get(), StandardCharsets.UTF_8);
        reader.accept(key.substring(prefix.length()), entry.value);
      }
    }
  }

  private static Bytes key(Kind kind, String id) {
    return Bytes.wrap((kind.prefix() + id).getBytes(StandardCharsets.UTF_8));
  }
}
