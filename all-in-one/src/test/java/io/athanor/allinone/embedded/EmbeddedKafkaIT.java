package io.athanor.allinone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = Topics.READING_REPORTED.name();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void shouldKeepClusterAndRecordsOverRestart() throws Exception {
    String clusterId;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      clusterId = kafka.clusterId();
      createTopics(kafka.bootstrapServers());
      send(kafka.bootstrapServers(), 0, 100);
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      assertThat(kafka.clusterId()).isEqualTo(clusterId);
      try (Admin admin = Admin.create(connection(kafka.bootstrapServers()).clientProperties())) {
        assertThat(admin.describeCluster().clusterId().get()).isEqualTo(clusterId);
      }
      createTopics(kafka.bootstrapServers());
      send(kafka.bootstrapServers(), 100, 150);
      assertThat(read(kafka.bootstrapServers(), 150)).isEqualTo(expected(150));
    }
  }

  @Test
  void shouldComeBackWithEveryAcknowledgedRecordAfterKill() throws Exception {
    Process child = startChild();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String bootstrap = out.readLine();
      assertThat(bootstrap).startsWith(Ports.LOOPBACK);
      createTopics(bootstrap);
      send(bootstrap, 0, 200);
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      assertThat(read(kafka.bootstrapServers(), 200)).isEqualTo(expected(200));
    }
  }

  @Test
  void shouldRefuseDirectoryInUseAndPortInUse() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      assertThat(kafka.bootstrapServers()).startsWith(Ports.LOOPBACK);
      assertThatThrownBy(() -> EmbeddedKafka.start(EmbeddedKafka.Config.in(directory)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () ->
                  EmbeddedKafka.start(
                      new EmbeddedKafka.Config(directory, port, Duration.ofSeconds(5))))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + port);
    }
  }

  @Test
  void shouldCreateCatalogueAndRefuseAnotherPartitionCount() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory))) {
      createTopics(kafka.bootstrapServers());
      KafkaConnection connection = connection(kafka.bootstrapServers());
      try (Admin admin = Admin.create(connection.clientProperties())) {
        assertThat(admin.listTopics().names().get())
            .containsAll(Topics.all().stream().map(Topic::name).toList());
      }
      assertThatThrownBy(() -> TopicAdmin.create(connection, 3, Optional.empty(), PATIENCE))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("has 1 partitions where 3 are configured");
    }
  }

  /** A broker in its own JVM, to be killed. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(Path.of(arguments[0])));
      System.out.println(kafka.bootstrapServers());
      Thread.currentThread().join();
    }
  }

  private Process startChild() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
        .start();
  }

  private static KafkaConnection connection(String bootstrap) {
    return new KafkaConnection(bootstrap, Map.of(), Map.of("schema.registry.url", "mock://it"));
  }

  private static void createTopics(String bootstrap) {
    TopicAdmin.create(connection(bootstrap), 1, Optional.empty(), PATIENCE);
  }

  private static List<String> expected(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static void send(String bootstrap, int from, int to) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            connection(bootstrap).clientProperties(),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = from; i < to; i++) {
        producer.send(new ProducerRecord<>(TOPIC, "key", Integer.toString(i))).get();
      }
    }
  }

  private static List<String> read(String bootstrap, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            connection(bootstrap).clientProperties(),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(200))) {
          values.add(each.value());
        }
      }
    }
    return values;
  }
}
