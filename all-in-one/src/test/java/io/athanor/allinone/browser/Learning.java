package io.athanor.allinone.browser;

import io.athanor.allinone.engine.Engine;
import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.GeneratorShare;
import io.athanor.event.InventedCandidate;
import io.athanor.event.InventionAnswered;
import io.athanor.event.Meta;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A campaign that invents, in whose stream something moved: as the applications would say it. */
final class Learning {
  /** The campaign. */
  static final String CAMPAIGN = "oxides";

  private Learning() {}

  /**
   * Sets it.
   *
   * @param candidateId of a material that counts as invented
   */
  static void set(Engine engine, Door door, String candidateId) {
    door.post(
        "/v1/campaigns",
        """
        {"campaignId":"oxides","name":"Oxides for light","budget":20,"seed":1,"simulated":true,
         "objectives":[{"property":"band_gap","unit":"eV","goal":"target","target":1.4}],
         "search":{"pool":{"size":100,"parameters":[]}},"policy":{"features":["embedding"]},
         "invention":{"required":["O"],"count":8,"waves":2},"drift":{}}
        """);
    try (SchemaRegistry registry = SchemaRegistries.open(engine.kafka().serdes());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                engine.kafka().clientProperties(),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      send(producer, registry, Topics.DRIFT_DETECTED, drift());
      send(producer, registry, Topics.INVENTION_ANSWERED, wave(candidateId));
    }
  }

  private static DriftDetected drift() {
    return DriftDetected.newBuilder()
        .setMeta(meta("drift"))
        .setSubject(CAMPAIGN)
        .setDetector("page-hinkley")
        .setProperty("band_gap")
        .setStatistic(31)
        .setThreshold(20)
        .setKind(DriftKind.RESIDUALS)
        .setMessage("band_gap reads 0.3 eV higher than expected since outcome 41")
        .setAnswers(List.of("intervals-widened", "reference-sample-proposed"))
        .setCampaignId(CAMPAIGN)
        .build();
  }

  private static InventionAnswered wave(String candidateId) {
    return InventionAnswered.newBuilder()
        .setMeta(meta("wave"))
        .setCampaignId(CAMPAIGN)
        .setWave(0)
        .setFirstIndex(100)
        .setCandidates(List.of(new InventedCandidate(candidateId, 100)))
        .setGenerators(
            List.of(
                new GeneratorShare("evolution", 40, 1, 0.75, 0.4),
                new GeneratorShare("latent", 10, 0, 0.25, 0.0)))
        .setRejected(Map.of("charge-balance", 12))
        .build();
  }

  private static Meta meta(String what) {
    Instant now = Instant.now();
    return Meta.newBuilder()
        .setId(EventIds.derived(now, what))
        .setSource("test/scene")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .setCorrelationId(CAMPAIGN)
        .build();
  }

  private static <T extends SpecificRecord> void send(
      KafkaProducer<byte[], byte[]> producer, SchemaRegistry registry, Topic<T> topic, T event) {
    byte[] value = new AvroCodec<>(registry, true, topic.type()).encode(topic.name(), event);
    byte[] key = CAMPAIGN.getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
