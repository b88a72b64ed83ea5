package io.athanor.allinone.invention;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Candidate;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.generator.Known;
import io.athanor.materials.composition.Element;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KnownMaterialsTest {
  private static final String TOPIC = Topics.MATERIAL_UPDATED.name();
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final AvroCodec<MaterialUpdated> CODEC =
      AvroCodec.of(
          SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://known-materials")), MaterialUpdated.class);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  @Test
  void shouldLetNobodyAskBeforeAllIsKnownThatWasThere() throws Exception {
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 3L));
    CompletableFuture<List<Known>> asked = new CompletableFuture<>();
    try (KnownMaterials known = new KnownMaterials(consumer, CODEC)) {
      List<Boolean> early = new ArrayList<>();
      consumer.schedulePollTask(() -> consumer.addRecord(record(0, material(Element.Sr))));
      consumer.schedulePollTask(
          () -> {
            early.add(asked.isDone());
            consumer.addRecord(record(1, new byte[] {1, 2, 3}));
            consumer.addRecord(record(2, material(Element.Ba)));
          });
      known.start(() -> asked.complete(known.known()), asked::completeExceptionally);
      assertThat(asked.get(30, TimeUnit.SECONDS))
          .extracting(each -> each.crystal().composition().formula())
          .containsExactlyInAnyOrder("O3SrTi", "BaO3Ti");
      assertThat(early).containsExactly(false);
    }
    assertThat(consumer.closed()).isTrue();
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value) {
    return new ConsumerRecord<>(TOPIC, 0, offset, new byte[0], value);
  }

  private static byte[] material(Element corner) {
    Candidate candidate = CandidateCrystals.candidate(Requests.perovskite(corner, Element.Ti));
    return CODEC.encode(
        TOPIC,
        MaterialUpdated.newBuilder()
            .setMeta(Requests.meta("material-" + corner))
            .setCandidateId(candidate.getCandidateId())
            .setCandidate(candidate)
            .setChange(MaterialChange.ADMITTED)
            .setVersion(1)
            .build());
  }
}
