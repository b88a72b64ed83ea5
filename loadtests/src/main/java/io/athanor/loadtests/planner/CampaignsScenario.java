package io.athanor.loadtests.planner;

import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.engine.Part;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * 03: many campaigns in one acquisition process on the embedded broker. Every proposal is answered
 * after the time its experiment takes; once half of all proposals are there the process is killed
 * and another started. Every campaign must spend its budget exactly.
 */
final class CampaignsScenario implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Plan plan;
  private final Clock clock;
  private final Path directory;
  private final Engine engine;
  private final KafkaConnection kafka;
  private final CampaignEvents events;
  private final CampaignLedger ledger;
  private final SplittableRandom random;
  private final PriorityQueue<Due> running =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos));

  /**
   * What is asked.
   *
   * @param campaigns at once
   * @param pool candidates of each
   * @param budget experiments of each
   * @param experimentSeconds mean length of an experiment
   * @param patience longest wait for the next proposal
   * @param seed of the lengths
   */
  record Plan(
      int campaigns,
      int pool,
      int budget,
      double experimentSeconds,
      Duration patience,
      long seed) {}

  private record Due(long nanos, ExperimentProposed proposal) {}

  CampaignsScenario(Plan plan, Path directory, Clock clock) {
    this.plan = plan;
    this.clock = clock;
    this.directory = directory;
    this.events = new CampaignEvents(plan.pool(), plan.budget());
    this.ledger = new CampaignLedger(plan.campaigns(), plan.budget());
    this.random = new SplittableRandom(plan.seed());
    this.engine =
        Engine.start(
            new EngineConfig(
                EnumSet.of(Part.BROKER, Part.REGISTRY, Part.TOPICS),
                directory.resolve("engine"),
                Settings.of(
                    Map.of(
                        EngineSettings.KAFKA_PORT.name(),
                        "0",
                        EngineSettings.REGISTRY_PORT.name(),
                        "0"),
                    EngineSettings.all())),
            EngineListener.SILENT);
    this.kafka = engine.kafka();
  }

  Map<String, Object> run() {
    try (KafkaProducer<byte[], byte[]> producer = producer();
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      long begin = System.nanoTime();
      define(producer);
      boolean finished = work(producer, consumer);
      double seconds = (System.nanoTime() - begin) / (double) NANOS_PER_SECOND;
      Map<String, Object> figures = new LinkedHashMap<>(ledger.figures());
      figures.put("finished", finished);
      figures.put("seconds", seconds);
      figures.put("proposalsPerSecond", ledger.seen() / seconds);
      return figures;
    }
  }

  private void define(KafkaProducer<byte[], byte[]> producer) {
    for (int campaign = 0; campaign < plan.campaigns(); campaign++) {
      String key = CampaignEvents.campaign(campaign);
      send(producer, Topics.CAMPAIGN_DEFINED, key, events.definition(campaign, clock.instant()));
    }
    producer.flush();
    for (int campaign = 0; campaign < plan.campaigns(); campaign++) {
      for (int index = 0; index < plan.pool(); index++) {
        send(
            producer,
            Topics.MATERIAL_UPDATED,
            "c-" + campaign + "-" + index,
            events.candidate(campaign, index, clock.instant()));
      }
    }
    producer.flush();
  }

  private boolean work(
      KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
    AvroCodec<ExperimentProposed> codec = AvroCodec.of(kafka.serdes(), ExperimentProposed.class);
    int half = plan.campaigns() * plan.budget() / 2;
    boolean killed = false;
    AcquisitionProcess acquisition = start();
    try {
      long last = System.nanoTime();
      while (!ledger.complete()) {
        long now = System.nanoTime();
        if (now - last > plan.patience().toNanos() || !acquisition.isAlive()) {
          return false;
        }
        answer(producer, now);
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          take(codec.decode(each.value()));
          last = System.nanoTime();
        }
        if (!killed && ledger.seen() >= half) {
          killed = true;
          acquisition.close();
          ledger.killed(System.nanoTime());
          acquisition = start();
        }
      }
      settle(producer, consumer, codec);
      return true;
    } finally {
      acquisition.close();
    }
  }

  /** Whatever comes after the last proposal would be one too many. */
  private void settle(
      KafkaProducer<byte[], byte[]> producer,
      KafkaConsumer<byte[], byte[]> consumer,
      AvroCodec<ExperimentProposed> codec) {
    answer(producer, Long.MAX_VALUE);
    producer.flush();
    long end = System.nanoTime() + AFTERWARDS.toNanos();
    while (System.nanoTime() < end) {
      consumer.poll(POLL).forEach(each -> take(codec.decode(each.value())));
    }
  }

  private void take(ExperimentProposed proposal) {
    long now = System.nanoTime();
    boolean fresh =
        ledger.proposed(
            CampaignEvents.number(proposal.getCampaignId()),
            proposal.getOrdinal(),
            proposal.getExperimentId(),
            proposal.getCandidateId(),
            now);
    if (fresh) {
      double seconds = 2 * plan.experimentSeconds() * random.nextDouble();
      running.add(new Due(now + (long) (seconds * NANOS_PER_SECOND), proposal));
    }
  }

  private void answer(KafkaProducer<byte[], byte[]> producer, long now) {
    while (!running.isEmpty() && running.peek().nanos() <= now) {
      ExperimentProposed proposal = running.remove().proposal();
      send(
          producer,
          Topics.OBSERVATION_DERIVED,
          proposal.getCampaignId(),
          events.observation(proposal, clock.instant()));
      ledger.sent(CampaignEvents.number(proposal.getCampaignId()), System.nanoTime());
    }
  }

  private AcquisitionProcess start() {
    return AcquisitionProcess.start(
        directory,
        List.of(
            "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
            KafkaConnection.REGISTRY_URL.name()
                + "="
                + engine.settings().get(KafkaConnection.REGISTRY_URL),
            "management.port=0",
            "acquisition.instance-id=acquisition-0",
            "log.level=warn"));
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("key.serializer", ByteArraySerializer.class);
    properties.put("value.serializer", ByteArraySerializer.class);
    properties.put("acks", "all");
    properties.put("linger.ms", 2);
    return new KafkaProducer<>(properties);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("key.deserializer", ByteArrayDeserializer.class);
    properties.put("value.deserializer", ByteArrayDeserializer.class);
    properties.put("isolation.level", "read_committed");
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties);
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.EXPERIMENT_PROPOSED.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private <T extends SpecificRecord> void send(
      KafkaProducer<byte[], byte[]> producer, Topic<T> topic, String key, T event) {
    byte[] value = AvroCodec.of(kafka.serdes(), topic.type()).encode(topic.name(), event);
    // what the broker did not take shows as a proposal that never comes
    var unused =
        producer.send(
            new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  @Override
  public void close() {
    engine.close();
  }
}
