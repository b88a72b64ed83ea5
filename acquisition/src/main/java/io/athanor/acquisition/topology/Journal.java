package io.athanor.acquisition.topology;

import io.athanor.acquisition.journal.JournalEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Append-only journals of campaigns in one store. The key is the campaign's id in UTF-8, a zero
 * byte, and the sequence number as eight bytes big-endian, so that a range scan gives one
 * campaign's entries in order.
 */
final class Journal {
  private static final int SUFFIX = 1 + Long.BYTES;

  private final KeyValueStore<Bytes, byte[]> store;
  private final EventCodecs codecs;

  Journal(KeyValueStore<Bytes, byte[]> store, EventCodecs codecs) {
    this.store = store;
    this.codecs = codecs;
  }

  void append(String campaignId, long sequence, Origin origin, byte[] event) {
    JournalEntry entry =
        JournalEntry.newBuilder()
            .setTopic(origin.topic())
            .setPartition(origin.partition())
            .setOffset(origin.offset())
            .setEvent(ByteBuffer.wrap(event))
            .build();
    store.put(key(campaignId, sequence), codecs.encode(entry));
  }

  /** Every entry of a campaign, oldest first. */
  void read(String campaignId, Consumer<JournalEntry> reader) {
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(key(campaignId, 0), key(campaignId, Long.MAX_VALUE))) {
      while (entries.hasNext()) {
        reader.accept(codecs.entry(entries.next().value));
      }
    }
  }

  /** Campaigns that have a journal here. */
  Set<String> campaigns() {
    Set<String> campaigns = new LinkedHashSet<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        byte[] key = entry.key.get();
        campaigns.add(new String(key, 0, key.length - SUFFIX, StandardCharsets.UTF_8));
      }
    }
    return campaigns;
  }

  /** Campaign and sequence number of a key; empty for what is no key of a journal. */
  static Optional<Place> place(byte[] key) {
    int length = key.length - SUFFIX;
    return length < 1 || key[length] != 0
        ? Optional.empty()
        : Optional.of(
            new Place(
                new String(key, 0, length, StandardCharsets.UTF_8),
                ByteBuffer.wrap(key).getLong(length + 1)));
  }

  /** Where an entry stands. */
  record Place(String campaignId, long sequence) {}

  private static Bytes key(String campaignId, long sequence) {
    byte[] id = campaignId.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(id.length + SUFFIX).put(id).put((byte) 0).putLong(sequence).array());
  }
}
