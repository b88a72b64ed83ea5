package io.athanor.allinone.federation;

import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.FixedPoint;
import io.athanor.schemas.settings.KafkaConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies on a broker, and whether values can be found in it. */
final class HubTraffic {
  private static final int WINDOW = 8;
  private static final double LARGEST = 1e15;

  private HubTraffic() {}

  /** All records of a topic. */
  static List<ConsumerRecord<byte[], byte[]>> records(KafkaConnection connection, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            connection.clientProperties(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** Every byte of every segment that a broker has on its disk. */
  static byte[] segments(Path directory) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        // segments are made longer than what is in them
        byte[] bytes = Files.readAllBytes(each);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
          end--;
        }
        all.write(bytes, 0, end);
      }
    }
    return all.toByteArray();
  }

  /** A record's values as anybody might write them: numbers in binary and in text, and names. */
  static List<byte[]> spellings(LearningSite.Fact fact) {
    List<byte[]> spellings = new ArrayList<>();
    number(spellings, fact.value());
    for (int j = 0; j + 1 < fact.embedding().length; j++) {
      number(spellings, fact.embedding()[j]);
      for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
        spellings.add(
            ByteBuffer.allocate(WINDOW)
                .order(order)
                .putFloat(fact.embedding()[j])
                .putFloat(fact.embedding()[j + 1])
                .array());
      }
    }
    spellings.add(text(fact.candidate()));
    spellings.add(text(fact.reading()));
    return spellings;
  }

  private static void number(List<byte[]> spellings, double value) {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      spellings.add(ByteBuffer.allocate(WINDOW).order(order).putDouble(value).array());
    }
    if (Math.abs(value) < LARGEST) {
      byte[] fixed =
          new FixedPoint(SumTerms.FRACTION_BITS, 1).encode(new double[] {value}, i -> "v").bytes();
      spellings.add(fixed);
      byte[] turned = new byte[fixed.length];
      for (int i = 0; i < fixed.length; i++) {
        turned[i] = fixed[fixed.length - 1 - i];
      }
      spellings.add(turned);
    }
    spellings.add(text(Double.toString(value)));
    spellings.add(text(Float.toString((float) value)));
    spellings.add(text(String.format(Locale.ROOT, "%.6f", value)));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Which of the spellings occur, in hex; those under eight bytes would occur by chance. */
  static List<String> found(byte[] haystack, List<byte[]> needles) {
    Map<Long, List<byte[]>> byStart = new HashMap<>();
    for (byte[] each : needles) {
      if (each.length >= WINDOW) {
        byStart.computeIfAbsent(start(each, 0), any -> new ArrayList<>()).add(each);
      }
    }
    List<String> found = new ArrayList<>();
    for (int at = 0; at + WINDOW <= haystack.length; at++) {
      List<byte[]> candidates = byStart.get(start(haystack, at));
      if (candidates != null) {
        for (byte[] each : candidates) {
          if (matches(haystack, at, each)) {
            found.add(HexFormat.of().formatHex(each));
          }
        }
      }
    }
    return found;
  }

  private static long start(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes, at, WINDOW).getLong();
  }

  private static boolean matches(byte[] haystack, int at, byte[] needle) {
    if (at + needle.length > haystack.length) {
      return false;
    }
    for (int i = 0; i < needle.length; i++) {
      if (haystack[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  /** Pearson's statistic of the bytes against the uniform distribution: 255 degrees of freedom. */
  static double chiSquare(byte[] bytes) {
    long[] counts = new long[256];
    for (byte each : bytes) {
      counts[each & 0xff]++;
    }
    double expected = bytes.length / 256.0;
    double sum = 0;
    for (long each : counts) {
      sum += (each - expected) * (each - expected) / expected;
    }
    return sum;
  }
}
