package io.athanor.allinone.audit;

import io.athanor.allinone.lab.LabJournal;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ReadingReported;
import io.athanor.schemas.serde.AvroDeserializer;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the whole log, committed records only, and the laboratory's journal. */
public final class LogAuditor {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final List<Topic<?>> TOPICS =
      List.of(
          Topics.READING_REPORTED,
          Topics.OBSERVATION_DERIVED,
          Topics.EXPERIMENT_PROPOSED,
          Topics.EXPERIMENT_PROGRESSED,
          Topics.DEAD_LETTER_STREAMS,
          Topics.DEAD_LETTER_INFERENCE_WORKER,
          Topics.DEAD_LETTER_ACQUISITION,
          Topics.DEAD_LETTER_GATEWAY);

  private final KafkaConnection kafka;

  /** An auditor of the log behind {@code kafka}. */
  public LogAuditor(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /**
   * The verdict on the log as it is, tried again until nothing is missing or the time is over: what
   * was reported a moment ago may still be on its way through perception.
   *
   * @param campaignId the campaign whose readings and actuations are accounted for
   * @param derivable techniques of which perception derives something
   */
  public Audit audit(Path journal, String campaignId, Set<String> derivable, Duration settle)
      throws InterruptedException {
    long deadline = System.nanoTime() + settle.toNanos();
    while (true) {
      List<LabJournal.Entry> entries =
          LabJournal.read(journal).stream()
              .filter(entry -> entry.campaignId().equals(campaignId))
              .toList();
      Audit audit = Audit.of(read(campaignId), entries, derivable);
      if (audit.lostReadings() == 0 || System.nanoTime() > deadline) {
        return audit;
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private LogFacts read(String campaignId) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    Map<String, Object> registry = new HashMap<>(kafka.registry());
    registry.put(SerdeConfig.SPECIFIC_READER, "true");
    LogFacts facts = new LogFacts(campaignId);
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        AvroDeserializer<Object> events = new AvroDeserializer<>()) {
      events.configure(registry, false);
      List<TopicPartition> partitions = new ArrayList<>();
      for (Topic<?> topic : TOPICS) {
        consumer
            .partitionsFor(topic.name())
            .forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          count(facts, record, events);
        }
      }
    }
    return facts;
  }

  private static void count(
      LogFacts facts, ConsumerRecord<byte[], byte[]> record, AvroDeserializer<Object> events) {
    Object event;
    try {
      event = events.deserialize(record.topic(), record.value());
    } catch (UndecodableException e) {
      facts.undecodable();
      return;
    }
    if (event instanceof ReadingReported reading) {
      facts.reading(record.partition(), record.offset(), reading);
    } else if (event instanceof ObservationDerived observation) {
      facts.observation(observation);
    } else if (event instanceof ExperimentProposed proposal) {
      facts.proposal(proposal);
    } else if (event instanceof ExperimentProgressed step) {
      facts.step(step);
    } else if (event instanceof DeadLetter letter) {
      facts.deadLetter(letter);
    } else {
      facts.undecodable();
    }
  }
}
