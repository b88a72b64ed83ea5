package io.athanor.inference.trainer;

import io.athanor.event.Candidate;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionRequested;
import io.athanor.schemas.identity.Metas;
import io.athanor.schemas.material.DocumentVectors;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Has the pools of open campaigns scored by a version: reads the materials from the beginning, asks
 * for each candidate at a bounded pace, and follows those that are admitted after it. Where it
 * stands is committed with the requests, under the version's digest, so that a restart goes on and
 * another version starts over. For one thread.
 */
final class Rescoring implements AutoCloseable {
  /** Most materials looked at in one step. */
  static final int STEP = 50;

  private static final String DONE = " done";

  private final KafkaConsumer<byte[], byte[]> reader;
  private final TrainerCodecs codecs;
  private final Campaigns campaigns;
  private final ModelReleased version;
  private final Instant followUntil;
  private final Map<TopicPartition, Long> ends;
  private final Set<String> asked = new HashSet<>();
  private boolean done;

  /** Requests, how many materials were looked at, and where it stands once they are made. */
  record Step(
      List<ProducerRecord<byte[], byte[]>> requests,
      int materials,
      Map<TopicPartition, OffsetAndMetadata> offsets) {}

  private Rescoring(
      KafkaConsumer<byte[], byte[]> reader,
      TrainerCodecs codecs,
      Campaigns campaigns,
      ModelReleased version,
      Instant followUntil) {
    this.reader = reader;
    this.codecs = codecs;
    this.campaigns = campaigns;
    this.version = version;
    this.followUntil = followUntil;
    List<TopicPartition> partitions =
        reader.partitionsFor(Topics.MATERIAL_UPDATED.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    reader.assign(partitions);
    this.ends = new HashMap<>(reader.endOffsets(partitions));
    Map<TopicPartition, OffsetAndMetadata> committed = reader.committed(Set.copyOf(partitions));
    done = true;
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata last = committed.get(partition);
      boolean isMine = last != null && last.metadata().startsWith(version.getDigest());
      done &= isMine && last.metadata().endsWith(DONE);
      if (isMine) {
        reader.seek(partition, last.offset());
      } else {
        reader.seekToBeginning(List.of(partition));
      }
    }
  }

  /**
   * Begins, or goes on.
   *
   * @param reader owned, with the group under which it stands
   * @param version whose scores are wanted, as released
   * @param followUntil how long admissions after it are looked at
   */
  static Rescoring begin(
      KafkaConsumer<byte[], byte[]> reader,
      TrainerCodecs codecs,
      Campaigns campaigns,
      ModelReleased version,
      Instant followUntil) {
    try {
      return new Rescoring(reader, codecs, campaigns, version, followUntil);
    } catch (RuntimeException cause) {
      reader.close();
      throw cause;
    }
  }

  String digest() {
    return version.getDigest();
  }

  /** Under which name its offsets are kept. */
  ConsumerGroupMetadata group() {
    return reader.groupMetadata();
  }

  boolean isDone() {
    return done;
  }

  /**
   * The next few materials.
   *
   * @param wanted the campaigns that are to see this version
   */
  Step step(Instant now, Predicate<String> wanted) {
    List<ProducerRecord<byte[], byte[]>> requests = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    int materials = 0;
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ZERO)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      materials++;
      boolean isAfter = record.offset() >= ends.get(partition);
      codecs
          .event(record)
          .flatMap(event -> request((MaterialUpdated) event, isAfter, now, wanted))
          .ifPresent(request -> requests.add(codecs.record(request)));
      offsets.put(partition, new OffsetAndMetadata(record.offset() + 1, digest()));
    }
    boolean isThrough =
        ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
    if (isThrough && now.isAfter(followUntil)) {
      done = true;
      for (TopicPartition partition : ends.keySet()) {
        offsets.put(partition, new OffsetAndMetadata(reader.position(partition), digest() + DONE));
      }
    }
    return new Step(requests, materials, offsets);
  }

  private Optional<PredictionRequested> request(
      MaterialUpdated material, boolean isAfter, Instant now, Predicate<String> wanted) {
    Candidate candidate = material.getCandidate();
    if (candidate == null
        || (candidate.getFormula() == null && candidate.getCrystal() == null)
        || (isAfter && material.getChange() != MaterialChange.ADMITTED)) {
      return Optional.empty();
    }
    List<String> waiting = campaigns.of(material, wanted);
    if (waiting.isEmpty() || !asked.add(material.getCandidateId() + waiting)) {
      return Optional.empty();
    }
    return Optional.of(
        PredictionRequested.newBuilder()
            .setMeta(
                Metas.derived(
                    "trainer",
                    now,
                    null,
                    version.getMeta(),
                    "prediction-requested",
                    material.getCandidateId(),
                    String.join(",", waiting)))
            .setCandidateId(material.getCandidateId())
            .setCandidate(candidate)
            .setCampaignIds(waiting)
            .setModelDigest(version.getDigest())
            .setLiterature(DocumentVectors.of(material))
            .build());
  }

  @Override
  public void close() {
    reader.close();
  }
}
