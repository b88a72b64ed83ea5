package io.athanor.inference.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.Candidate;
import io.athanor.event.Crystal;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.SourceSummary;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.Models;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MaterialLogTest {
  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");
  private static final String TOPIC = Topics.MATERIAL_UPDATED.name();
  private static final SerdeConfig REGISTRY =
      SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://material-log"));
  private static final Crystal SALT =
      new Crystal(
          List.of(0., 2.8, 2.8, 2.8, 0., 2.8, 2.8, 2.8, 0.),
          List.of("Na", "Cl"),
          List.of(0., 0., 0., 0.5, 0.5, 0.5));

  private final AvroCodec<MaterialUpdated> codec =
      new AvroCodec<>(SchemaRegistries.open(REGISTRY), true, MaterialUpdated.class);
  private final Map<TopicPartition, List<byte[][]>> log = new HashMap<>();

  @Test
  void shouldTakeTheLastOfEachMaterialInTheOrderOfIds() throws IOException {
    put(1, material("c-2", formula("KBr"), "band_gap", measured(4.0, "eV")));
    put(0, material("c-9", formula("KCl"), "band_gap", measured(5.0, "eV")));
    put(1, material("c-1", crystal(), "band_gap", measured(6.0, "eV")));
    put(1, material("c-2", formula("KBr"), "band_gap", measured(4.5, "eV")));
    log.get(partition(0)).add(new byte[][] {"c-9".getBytes(StandardCharsets.UTF_8), null});
    List<Row> rows = new ArrayList<>();
    assertThat(read(List.of("experiment"), rows).count()).isZero();
    assertThat(rows).extracting(Row::id).containsExactly("c-1", "c-2");
    assertThat(rows.get(0).crystal().mode()).isEqualTo(InputMode.CRYSTAL);
    assertThat(rows.get(1).crystal().mode()).isEqualTo(InputMode.COMPOSITION);
    assertThat(gap(rows.get(1))).isEqualTo(4.5);
  }

  @Test
  void shouldGiveValuesInThePropertysUnit() throws IOException {
    put(0, material("c-1", formula("KBr"), "band_gap", measured(4_500, "meV")));
    List<Row> rows = new ArrayList<>();
    read(List.of("experiment"), rows);
    assertThat(gap(rows.get(0))).isEqualTo(4.5);
  }

  @Test
  void shouldTakeOnlyTheWantedKinds() throws IOException {
    PropertySummary both =
        summary(
            new Quantity(4.0, "eV", null, 1),
            "experiment",
            List.of(
                source("experiment", true, 4.0, 1),
                source("high", true, 2.0, 1),
                source("high", true, 3.0, 3),
                source("high", false, 99.0, 5)));
    put(0, material("c-1", formula("KBr"), "band_gap", both));
    put(
        0,
        material(
            "c-2",
            formula("KCl"),
            "band_gap",
            summary(new Quantity(7.0, "eV", null, 1), "not converged", List.of())));
    List<Row> measured = new ArrayList<>();
    read(List.of("experiment"), measured);
    assertThat(measured).hasSize(1);
    assertThat(gap(measured.get(0))).isEqualTo(4.0);
    List<Row> computed = new ArrayList<>();
    read(List.of("high", "experiment"), computed);
    assertThat(gap(computed.get(0))).isEqualTo(2.75);
    List<Row> low = new ArrayList<>();
    read(List.of("low"), low);
    assertThat(low).isEmpty();
  }

  @Test
  void shouldPassOverWhatItCannotUse() throws IOException {
    put(0, material("c-1", formula("Xyz"), "band_gap", measured(4, "eV")));
    put(0, material("c-2", formula("KBr"), "band_gap", measured(4, "GPa")));
    put(0, material("c-3", null, "band_gap", measured(4, "eV")));
    put(0, material("c-4", formula("KBr"), "colour", measured(4, "1")));
    log.get(partition(0))
        .add(new byte[][] {"c-5".getBytes(StandardCharsets.UTF_8), {9, 9, 9, 9, 9, 9}});
    List<Row> rows = new ArrayList<>();
    Defects defects = read(List.of("experiment"), rows);
    assertThat(rows).isEmpty();
    assertThat(defects.first()).extracting(Defects.Defect::line).containsExactly(1L, 2L, 3L, 5L);
    assertThat(defects.first().get(1).reason()).contains("c-2", "'GPa' does not convert to 'eV'");
    assertThat(defects.first().get(2).reason()).contains("candidate: is not known");
  }

  @Test
  void shouldStopWhereTheLogEndedAndTellContentsApart() throws IOException {
    put(0, material("c-1", formula("KBr"), "band_gap", measured(4, "eV")));
    String before = source(List.of("experiment"), 0).digest();
    assertThat(source(List.of("experiment"), 0).digest()).isEqualTo(before);
    put(0, material("c-2", formula("KCl"), "band_gap", measured(5, "eV")));
    assertThat(source(List.of("experiment"), 1).digest()).isEqualTo(before);
    assertThat(source(List.of("experiment"), 0).digest()).isNotEqualTo(before);
  }

  @Test
  void shouldGiveUpOnALogThatGivesNothing() {
    put(0, material("c-1", formula("KBr"), "band_gap", measured(4, "eV")));
    AtomicLong clock = new AtomicLong();
    MaterialLog stuck =
        new MaterialLog(
            Models.SHAPE,
            List.of("experiment"),
            () -> {
              MockConsumer<byte[], byte[]> consumer = consumer(0);
              consumer.updateEndOffsets(Map.of(partition(0), 5L, partition(1), 0L));
              return consumer;
            },
            () -> SchemaRegistries.open(REGISTRY),
            () -> clock.addAndGet(10_000_000_000L));
    assertThatThrownBy(stuck::digest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gave nothing");
  }

  private Defects read(List<String> bases, List<Row> rows) throws IOException {
    MaterialLog source = source(bases, 0);
    return source.read(source.digest(), rows::add);
  }

  private MaterialLog source(List<String> bases, int late) {
    return new MaterialLog(
        Models.SHAPE,
        bases,
        () -> consumer(late),
        () -> SchemaRegistries.open(REGISTRY),
        System::nanoTime);
  }

  /** On the log so far, of which the last records came after the reading began. */
  private MockConsumer<byte[], byte[]> consumer(int late) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    List<TopicPartition> partitions = List.of(partition(0), partition(1));
    consumer.updatePartitions(
        TOPIC,
        partitions.stream()
            .map(
                each ->
                    new PartitionInfo(
                        TOPIC, each.partition(), Node.noNode(), new Node[0], new Node[0]))
            .toList());
    for (TopicPartition each : partitions) {
      int size = log.getOrDefault(each, List.of()).size();
      consumer.updateBeginningOffsets(Map.of(each, 0L));
      consumer.updateEndOffsets(Map.of(each, (long) Math.max(0, size - late)));
    }
    consumer.schedulePollTask(
        () ->
            log.forEach(
                (partition, records) -> {
                  for (int offset = 0; offset < records.size(); offset++) {
                    consumer.addRecord(
                        new ConsumerRecord<>(
                            TOPIC,
                            partition.partition(),
                            offset,
                            records.get(offset)[0],
                            records.get(offset)[1]));
                  }
                }));
    return consumer;
  }

  private void put(int partition, MaterialUpdated material) {
    log.computeIfAbsent(partition(partition), any -> new ArrayList<>())
        .add(
            new byte[][] {
              material.getCandidateId().getBytes(StandardCharsets.UTF_8),
              codec.encode(TOPIC, material)
            });
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(TOPIC, number);
  }

  private static double gap(Row row) {
    return row.fields().get("props").get("band_gap").asDouble();
  }

  private static Candidate formula(String formula) {
    return Candidate.newBuilder().setCandidateId("c").setFormula(formula).build();
  }

  private static Candidate crystal() {
    return Candidate.newBuilder().setCandidateId("c").setCrystal(SALT).build();
  }

  private static PropertySummary measured(double value, String unit) {
    return summary(new Quantity(value, unit, null, 1), "experiment", List.of());
  }

  private static PropertySummary summary(Quantity mean, String basis, List<SourceSummary> sources) {
    return PropertySummary.newBuilder()
        .setLatest(mean)
        .setMean(mean)
        .setOccurredAt(WHEN)
        .setMethod("as-reported/1")
        .setTechnique("uv-vis")
        .setBasis(basis)
        .setSources(sources)
        .build();
  }

  private static SourceSummary source(String fidelity, boolean converged, double value, int count) {
    Quantity mean = new Quantity(value, "eV", null, count);
    return SourceSummary.newBuilder()
        .setFidelity(fidelity)
        .setTechnique("t")
        .setMethod("m")
        .setInstrumentId("")
        .setSimulated(false)
        .setConverged(converged)
        .setMean(mean)
        .setLatest(mean)
        .setOccurredAt(WHEN)
        .setLatestId("r")
        .setCount(count)
        .setSums(ByteBuffer.wrap(new byte[0]))
        .build();
  }

  private static MaterialUpdated material(
      String id, Candidate candidate, String property, PropertySummary summary) {
    return MaterialUpdated.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(id)
                .setSource("test")
                .setOccurredAt(WHEN)
                .setRecordedAt(WHEN)
                .build())
        .setCandidateId(id)
        .setCandidate(candidate)
        .setChange(MaterialChange.MEASURED)
        .setProperties(Map.of(property, summary))
        .setVersion(1)
        .build();
  }
}
