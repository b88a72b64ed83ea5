package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import io.athanor.event.ReadingReported;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes, in whatever order: each good reading is observed exactly once, each bad record is
 * one dead letter with its code, and the line goes on. A failure is repeated by its seed.
 */
final class PerceptionPropertyTest {
  private static final int RECORDS = 2_000;

  @TempDir private Path directory;

  /** What is sent, and what must become of it. */
  private final class Traffic {
    private final Bench bench;
    private final Random random;
    private final List<ReadingReported> good = new ArrayList<>();
    private final Map<Long, String> refused = new TreeMap<>();
    private int duplicates;

    private Traffic(Bench bench, long seed) {
      this.bench = bench;
      this.random = new Random(seed);
    }

    private void send(long offset) {
      int dice = random.nextInt(20);
      if (dice < 9 || good.isEmpty()) {
        ReadingReported reading = fresh(offset).build();
        good.add(reading);
        send(reading);
      } else if (dice < 14) {
        duplicates++;
        send(again(any()).build());
      } else {
        refused.put(offset, sendBad(offset, dice));
      }
    }

    private String sendBad(long offset, int dice) {
      switch (dice) {
        case 14:
          ReadingReported before = any();
          send(
              again(before)
                  .setPayload(Events.scalar("", "a", offset + 0.5, "V").getPayload())
                  .build());
          return "id-reused";
        case 15:
          byte[] noise = new byte[random.nextInt(40)];
          random.nextBytes(noise);
          send(noise);
          // a zero byte and four more read as a schema id, which nobody knows
          return noise.length >= 5 && noise[0] == 0 ? "unknown-schema" : "undecodable";
        case 16:
          send(Events.scalar("r-" + offset, "a", Double.NaN, "V").build());
          return "not-finite";
        case 17:
          send(Events.scalar("r-" + offset, "a", 1, "no-unit").build());
          return "unknown-unit";
        case 18:
          send(Events.at(fresh(offset), Bench.NOW.plusSeconds(400)).build());
          return "future-timestamp";
        default:
          byte[] whole = encoded(fresh(offset).build());
          byte[] torn = new byte[whole.length - 1 - random.nextInt(whole.length / 2)];
          System.arraycopy(whole, 0, torn, 0, torn.length);
          send(torn);
          return "undecodable";
      }
    }

    private ReadingReported.Builder fresh(long offset) {
      Instant occurredAt = Bench.NOW.minusSeconds(1 + random.nextInt(1_000_000));
      return Events.at(Events.scalar("r-" + offset, "a", offset, "V"), occurredAt)
          .setCandidateId("c-" + random.nextInt(20));
    }

    private ReadingReported.Builder again(ReadingReported reading) {
      Instant recordedAt = Bench.NOW.minusMillis(random.nextInt(60_000));
      return ReadingReported.newBuilder(reading)
          .setMeta(Meta.newBuilder(reading.getMeta()).setRecordedAt(recordedAt).build());
    }

    private ReadingReported any() {
      return good.get(random.nextInt(good.size()));
    }

    private byte[] encoded(ReadingReported reading) {
      return bench.encode(Topics.READING_REPORTED, reading);
    }

    private void send(ReadingReported reading) {
      send(encoded(reading));
    }

    private void send(byte[] value) {
      byte[] key = "sample-1".getBytes(StandardCharsets.UTF_8);
      Instant timestamp = Bench.NOW.minusMillis(random.nextInt(3_600_000));
      bench.pipe(Topics.READING_REPORTED, key, value, timestamp);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldObserveTheGoodOnceAndRefuseTheBadOnce(long seed) {
    try (Bench bench = new Bench(directory, "mock://PerceptionPropertyTest")) {
      Traffic traffic = new Traffic(bench, seed);
      for (long offset = 0; offset < RECORDS; offset++) {
        traffic.send(offset);
      }

      assertThat(bench.observations())
          .as("seed " + seed)
          .extracting(record -> record.value().getReadingId())
          .containsExactlyElementsOf(
              traffic.good.stream().map(reading -> reading.getMeta().getId()).toList());
      Map<Long, String> letters = new TreeMap<>();
      for (DeadLetter letter : bench.deadLetters()) {
        assertThat(letters.put(letter.getOffset(), letter.getCode())).as("seed " + seed).isNull();
      }
      assertThat(letters).as("seed " + seed).isEqualTo(traffic.refused);
      assertThat(bench.count("athanor.streams.events.duplicate", "topic", "reading-reported"))
          .isEqualTo(traffic.duplicates);
      int repeats =
          bench.materials().stream()
              .collect(
                  Collectors.toMap(
                      TestRecord::key,
                      record -> record.value().getProperties().get("a").getMean().getN(),
                      Math::max))
              .values()
              .stream()
              .mapToInt(Integer::intValue)
              .sum();
      assertThat(repeats).as("seed " + seed).isEqualTo(traffic.good.size());
    }
  }
}
