package io.athanor.allinone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest.CommittedOffset;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostMarkersIT {
  private static final String GROUP = "group";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ID = "transactional-id";
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @TempDir Path directory;

  @Test
  void shouldEndTransactionWhoseMarkerIsMissing() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory));
        Admin admin = Admin.create(client(kafka));
        KafkaProducer<String, String> producer = producer(kafka)) {
      int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
      allowHangingTransactions(admin);
      producer.initTransactions();
      commit(kafka, producer, 1);
      commitLeftOpen(port, committed(admin), 2);
      // the coordinator ends the transaction, but its partition of the offsets is told nothing
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(PARTITION.topic(), "value")).get();
      producer.commitTransaction();
      committed(admin);
      assertThatThrownBy(() -> committed(kafka, Duration.ofSeconds(1)))
          .isInstanceOf(TimeoutException.class);

      LostMarkers.restore(port, LostMarkers.partitionsIn(directory.resolve("log")));

      assertThat(committed(kafka, PATIENCE)).isEqualTo(2);
      commit(kafka, producer, 3);
      assertThat(committed(kafka, PATIENCE)).isEqualTo(3);
    }
  }

  @Test
  void shouldLetADecidedLogBe() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory));
        Admin admin = Admin.create(client(kafka));
        KafkaProducer<String, String> producer = producer(kafka)) {
      int port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
      LostMarkers.restore(port, LostMarkers.partitionsIn(directory.resolve("log")));
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
      producer.initTransactions();
      commit(kafka, producer, 7);
      LostMarkers.restore(port, LostMarkers.partitionsIn(directory.resolve("log")));
      assertThat(committed(kafka, PATIENCE)).isEqualTo(7);
    }
  }

  /**
   * Without it the broker asks the coordinator, and refuses to open what nobody began (KIP-890).
   */
  private static void allowHangingTransactions(Admin admin) throws Exception {
    AlterConfigOp off =
        new AlterConfigOp(
            new ConfigEntry("transaction.partition.verification.enable", "false"),
            AlterConfigOp.OpType.SET);
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    admin.incrementalAlterConfigs(Map.of(broker, List.of(off))).all().get();
  }

  private static void commit(
      EmbeddedKafka kafka, KafkaProducer<String, String> producer, long offset) {
    ConsumerGroupMetadata group;
    try (KafkaConsumer<String, String> consumer = consumer(kafka)) {
      group = consumer.groupMetadata();
    }
    producer.beginTransaction();
    producer.sendOffsetsToTransaction(Map.of(PARTITION, new OffsetAndMetadata(offset)), group);
    producer.commitTransaction();
  }

  /** The offset commit of a transaction of the same producer, outside the coordinator's sight. */
  private static void commitLeftOpen(int port, TransactionDescription producer, long offset)
      throws Exception {
    TxnOffsetCommitRequest request =
        new TxnOffsetCommitRequest.Builder(
                ID,
                GROUP,
                producer.producerId(),
                (short) producer.producerEpoch(),
                Map.of(PARTITION, new CommittedOffset(offset, "", Optional.empty())),
                false)
            .build((short) 3);
    TxnOffsetCommitResponse response = (TxnOffsetCommitResponse) LostMarkers.send(port, request);
    assertThat(response.errorCounts().keySet()).isEqualTo(Set.of(Errors.NONE));
  }

  /** The transaction once its markers are written, which is after the producer has its answer. */
  private static TransactionDescription committed(Admin admin) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> admin.describeTransactions(List.of(ID)).description(ID).get(),
            each -> each.state() == TransactionState.COMPLETE_COMMIT);
  }

  private static long committed(EmbeddedKafka kafka, Duration patience) {
    try (KafkaConsumer<String, String> consumer = consumer(kafka)) {
      return consumer.committed(Set.of(PARTITION), patience).get(PARTITION).offset();
    }
  }

  private static KafkaConsumer<String, String> consumer(EmbeddedKafka kafka) {
    return new KafkaConsumer<>(client(kafka), new StringDeserializer(), new StringDeserializer());
  }

  private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(client(kafka), new StringSerializer(), new StringSerializer());
  }

  private static Map<String, Object> client(EmbeddedKafka kafka) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        kafka.bootstrapServers(),
        ConsumerConfig.GROUP_ID_CONFIG,
        GROUP,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        ID);
  }
}
