package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The state of every material is a function of the set of events: a day that is shuffled, said
 * three times over and delayed ends byte for byte as the day in its order. {@code change} and
 * {@code admittedTo} are left out, and nothing else: they say what the last update was about, and
 * the last one is another. A failure is repeated by its seed.
 */
final class ShuffledDayTest {
  private static final int EVENTS = 150;
  private static final int DAYS = 5;
  private static final int SHUFFLES = 10;

  @TempDir private Path directory;

  @BeforeAll
  static void trust() {
    // the codecs tell Avro to trust our events, which must be before the first is built
    Bench.codecs("mock://ShuffledDayTest").close();
  }

  @Test
  void shouldEndInTheSameStateHoweverTheDayIsTold() {
    for (long day = 1; day <= DAYS; day++) {
      List<Day.Said> events = Day.of(day, EVENTS);
      Map<String, String> sorted = told("day-" + day, events, Bench.NOW);
      assertThat(sorted).hasSizeGreaterThan(6);
      for (long seed = 1; seed <= SHUFFLES; seed++) {
        Random random = new Random(100 * day + seed);
        // what leaves perception carries its clock, and the bench has one stream time for all
        Instant clock = Bench.NOW.plusSeconds(random.nextInt(3 * 86_400));

        Map<String, String> told = told("day-" + day + "-" + seed, shuffled(events, random), clock);
        assertThat(told).as("day %d, shuffle %d", day, seed).isEqualTo(sorted);
      }
    }
  }

  @Test
  void shouldNotEndInTheSameStateWhereOneEventIsMissing() {
    List<Day.Said> events = Day.of(1, EVENTS);
    Map<String, String> whole = told("whole", events, Bench.NOW);
    Random random = new Random(7);
    for (int i = 0; i < 4; i++) {
      List<Day.Said> fewer = new ArrayList<>(events);
      List<Integer> readings = new ArrayList<>();
      for (int at = 0; at < fewer.size(); at++) {
        if (fewer.get(at).topic().equals(Topics.READING_REPORTED)) {
          readings.add(at);
        }
      }
      fewer.remove((int) readings.get(random.nextInt(readings.size())));

      assertThat(told("fewer-" + i, fewer, Bench.NOW)).isNotEqualTo(whole);
    }
  }

  /** Three times over, in any order, each up to three days late. */
  private static List<Day.Said> shuffled(List<Day.Said> events, Random random) {
    List<Day.Said> told = new ArrayList<>();
    for (Day.Said each : events) {
      for (int i = 0; i < 3; i++) {
        Duration delay = Duration.ofSeconds(random.nextInt(3 * 86_400));
        told.add(new Day.Said(each.topic(), each.key(), each.event(), each.at().plus(delay)));
      }
    }
    Collections.shuffle(told, random);
    return told;
  }

  /** The last state of every material, in hex, after these events. */
  private Map<String, String> told(String name, List<Day.Said> events, Instant clock) {
    try (EventCodecs codecs = Bench.codecs("mock://ShuffledDayTest");
        Bench bench = new Bench(directory.resolve(name), codecs, () -> clock)) {
      events.forEach(each -> tell(bench, each.topic(), each));
      assertThat(bench.deadLetters()).isEmpty();
      Map<String, String> last = new TreeMap<>();
      for (TestRecord<String, MaterialUpdated> each : bench.materials()) {
        MaterialUpdated state =
            MaterialUpdated.newBuilder(each.value())
                .setChange(MaterialChange.MEASURED)
                .setAdmittedTo(null)
                .build();
        last.put(
            each.key(), HexFormat.of().formatHex(bench.encode(Topics.MATERIAL_UPDATED, state)));
      }
      return last;
    }
  }

  private static <T extends SpecificRecord> void tell(Bench bench, Topic<T> topic, Day.Said said) {
    byte[] value = bench.encode(topic, topic.type().cast(said.event()));
    bench.pipe(topic, said.key().getBytes(StandardCharsets.UTF_8), value, said.at());
  }
}
