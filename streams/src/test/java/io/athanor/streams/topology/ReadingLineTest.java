package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.DeadLetter;
import io.athanor.event.ImageReference;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadingLineTest {
  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory, "mock://ReadingLineTest");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldDeriveOneObservationPerReportedValue() {
    Scalars scalars =
        new Scalars(
            Map.of(
                "overpotential", new Quantity(0.31, "V", 0.01, 3),
                "band_gap", new Quantity(1550.0, "meV", 20.0, 1)));
    bench.report(Events.reading("r-1", scalars).build());

    List<TestRecord<String, ObservationDerived>> observed = bench.observations();

    assertThat(observed).extracting(TestRecord::key).containsOnly("campaign-1");
    assertThat(observed)
        .extracting(record -> record.value().getProperty())
        .containsExactly("band_gap", "overpotential");
    ObservationDerived gap = observed.get(0).value();
    assertThat(gap.getQuantity()).isEqualTo(new Quantity(1.55, "eV", 0.02, 1));
    assertThat(gap.getMethod()).isEqualTo("as-reported/1");
    assertThat(gap.getReadingId()).isEqualTo("r-1");
    assertThat(gap.getReadingRecordedAt()).isEqualTo(Bench.NOW.minusSeconds(1));
    assertThat(gap.getMeta().getOccurredAt()).isEqualTo(Bench.NOW.minusSeconds(60));
    assertThat(gap.getMeta().getRecordedAt()).isEqualTo(Bench.NOW);
    assertThat(gap.getMeta().getCausedBy()).containsExactly("r-1");
    assertThat(gap.getMeta().getCorrelationId()).isEqualTo("campaign-1");
    assertThat(gap.getSimulated()).isTrue();
    assertThat(observed.get(0).timestamp()).isEqualTo(Bench.NOW.toEpochMilli());
    assertThat(bench.deadLetters()).isEmpty();
  }

  @Test
  void shouldKeyByCandidateThenBySampleWhereThereIsNoCampaign() {
    bench.report(Events.scalar("r-1", "density", 5, "g/cm3").setCampaignId(null).build());
    bench.report(
        Events.scalar("r-2", "density", 5, "g/cm3")
            .setCampaignId(null)
            .setCandidateId(null)
            .build());

    assertThat(bench.observations()).extracting(TestRecord::key).containsExactly("c-1", "sample-1");
  }

  @Test
  void shouldDropARepeatedReadingWhateverItsIngestTimeAndTrace() {
    ReadingReported first = Events.scalar("r-1", "density", 5, "g/cm3").build();
    bench.report(first);
    bench.report(
        ReadingReported.newBuilder(first)
            .setMeta(
                Meta.newBuilder(first.getMeta())
                    .setRecordedAt(Bench.NOW)
                    .setTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                    .build())
            .build());

    assertThat(bench.observations()).hasSize(1);
    assertThat(bench.deadLetters()).isEmpty();
    assertThat(bench.count("athanor.streams.events.accepted", "topic", "reading-reported"))
        .isEqualTo(1);
    assertThat(bench.count("athanor.streams.events.duplicate", "topic", "reading-reported"))
        .isEqualTo(1);
  }

  @Test
  void shouldDropARepeatedReadingWhoseSourceGaveNoEventTime() {
    for (Instant recordedAt : List.of(Bench.NOW.minusSeconds(5), Bench.NOW)) {
      ReadingReported.Builder reading = Events.scalar("r-1", "density", 5, "g/cm3");
      bench.report(
          reading
              .setMeta(
                  Meta.newBuilder(reading.getMeta())
                      .setOccurredAt(recordedAt)
                      .setRecordedAt(recordedAt)
                      .build())
              .build());
    }

    assertThat(bench.observations()).hasSize(1);
    assertThat(bench.deadLetters()).isEmpty();
  }

  @Test
  void shouldRefuseAnIdThatComesBackWithOtherContent() {
    bench.report(Events.scalar("r-1", "density", 5, "g/cm3").build());
    bench.report(Events.scalar("r-1", "density", 6, "g/cm3").build());

    assertThat(bench.observations()).hasSize(1);
    assertThat(bench.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getCode()).isEqualTo("id-reused");
              assertThat(letter.getField()).isEqualTo("meta.id");
            });
    assertThat(bench.count("athanor.streams.dead.letters", "code", "id-reused")).isEqualTo(1);
  }

  @Test
  void shouldForgetAnIdAfterTheWindow() {
    byte[] value =
        bench.encode(Topics.READING_REPORTED, Events.scalar("r-1", "density", 5, "g/cm3").build());
    byte[] key = "sample-1".getBytes(StandardCharsets.UTF_8);
    Duration window = Bench.LIMITS.deduplicationWindow();
    bench.pipe(Topics.READING_REPORTED, key, value, Bench.NOW);
    bench.pipe(Topics.READING_REPORTED, key, value, Bench.NOW.plus(window));
    assertThat(bench.observations()).hasSize(1);

    bench.pipe(Topics.READING_REPORTED, key, value, Bench.NOW.plus(window).plusMillis(1));

    assertThat(bench.observations()).hasSize(1);
  }

  @Test
  void shouldRememberAnIdThatArrivesLongAfterItsTime() {
    byte[] value =
        bench.encode(Topics.READING_REPORTED, Events.scalar("r-1", "density", 5, "g/cm3").build());
    byte[] key = "sample-1".getBytes(StandardCharsets.UTF_8);
    bench.report(Events.scalar("r-0", "density", 5, "g/cm3").build());
    Instant longAgo = Bench.NOW.minus(Duration.ofDays(30));
    bench.pipe(Topics.READING_REPORTED, key, value, longAgo);
    bench.pipe(Topics.READING_REPORTED, key, value, longAgo);

    assertThat(bench.observations()).hasSize(2);
  }

  @Test
  void shouldRefuseBytesThatAreNoEventAndKeepThemVerbatim() {
    byte[] noise = {9, 8, 7};
    bench.pipe(Topics.READING_REPORTED, "k", noise);
    bench.pipe(Topics.READING_REPORTED, "k", new byte[] {0, 0, 0, 127, 127, 1});
    bench.pipe(
        Topics.READING_REPORTED,
        "k",
        bench.encode(Topics.CANDIDATE_PROPOSED, Events.candidate("p-1", "CsPbI3", null).build()));
    bench.pipe(Topics.READING_REPORTED, (String) null, null);
    bench.report(Events.scalar("r-1", "density", 5, "g/cm3").build());

    List<DeadLetter> letters = bench.deadLetters();
    assertThat(letters)
        .extracting(DeadLetter::getCode)
        .containsExactly("undecodable", "unknown-schema", "wrong-schema", "undecodable");
    DeadLetter first = letters.get(0);
    assertThat(first.getValue()).isEqualTo(ByteBuffer.wrap(noise));
    assertThat(first.getKey()).isEqualTo(ByteBuffer.wrap("k".getBytes(StandardCharsets.UTF_8)));
    assertThat(first.getTopic()).isEqualTo("reading-reported");
    assertThat(first.getOffset()).isZero();
    assertThat(first.getTimestamp()).isEqualTo(Bench.NOW);
    assertThat(first.getApplication()).isEqualTo("streams");
    assertThat(letters.get(3).getValue()).isNull();
    assertThat(letters).extracting(letter -> letter.getMeta().getId()).doesNotHaveDuplicates();
    assertThat(bench.observations()).hasSize(1);
  }

  @Test
  void shouldLeaveATooLargeValueWhereItLies() {
    bench.pipe(Topics.READING_REPORTED, "k", new byte[10_001]);

    assertThat(bench.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getValue()).isNull();
              assertThat(letter.getReason()).contains("10001 bytes not repeated");
            });
  }

  @Test
  void shouldKeepUnknownTechniquesRaw() {
    bench.report(
        Events.reading("r-1", new ImageReference("s3://b/i.png", "image/png", "0".repeat(64)))
            .setTechnique("image")
            .build());

    assertThat(bench.observations()).isEmpty();
    assertThat(bench.deadLetters()).isEmpty();
    assertThat(bench.metrics.get("athanor.streams.readings.raw").counter().count()).isEqualTo(1);
  }
}
