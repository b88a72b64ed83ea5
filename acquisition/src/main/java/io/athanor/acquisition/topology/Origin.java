package io.athanor.acquisition.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where an event lay before any re-keying; travels through internal topics as a header.
 *
 * @param topic topic of the catalogue
 * @param partition partition
 * @param offset offset
 */
record Origin(String topic, int partition, long offset) {
  private static final String HEADER = "athanor-origin";

  static Origin of(RecordMetadata metadata, Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null) {
      return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
    }
    String[] parts = new String(header.value(), StandardCharsets.UTF_8).split(" ");
    return new Origin(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  void writeTo(Headers headers) {
    headers.remove(HEADER);
    headers.add(
        HEADER, "%s %d %d".formatted(topic, partition, offset).getBytes(StandardCharsets.UTF_8));
  }
}
