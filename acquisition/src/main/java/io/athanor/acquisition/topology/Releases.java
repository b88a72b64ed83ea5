package io.athanor.acquisition.topology;

import io.athanor.event.ModelReleased;
import io.athanor.schemas.serde.UndecodableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last word on every version of every model, as far as this instance has read it. Campaigns of
 * every partition look here; a number says whether there is anything new since they last looked.
 * The number is counted by the thread that fills the store and read by the others.
 */
final class Releases {
  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

  private final EventCodecs codecs;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final AtomicLong edition;
  private long read = -1;
  private List<byte[]> known = List.of();

  /**
   * Looks at a store.
   *
   * @param edition counted up after every change of the store
   */
  Releases(EventCodecs codecs, ReadOnlyKeyValueStore<Bytes, byte[]> store, AtomicLong edition) {
    this.codecs = codecs;
    this.store = store;
    this.edition = edition;
  }

  /** Changes whenever {@link #all} does. */
  long edition() {
    return edition.get();
  }

  /** As they were written but for the card; oldest word first. */
  List<byte[]> all() {
    long now = edition();
    if (now != read) {
      List<ModelReleased> words = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
        while (all.hasNext()) {
          byte[] value = all.next().value;
          try {
            // people read the card, campaigns do not keep it
            words.add(ModelReleased.newBuilder(codecs.release.decode(value)).setCard(null).build());
          } catch (UndecodableException e) {
            LOG.atWarn().addKeyValue("reason", e.code()).log("Passed over a release");
          }
        }
      }
      words.sort(Comparator.comparing(each -> each.getMeta().getId()));
      // once for all campaigns
      known = words.stream().map(codecs::encode).toList();
      read = now;
    }
    return known;
  }
}
