package io.athanor.allinone.engine;

import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.Experiments;
import io.athanor.allinone.client.Patience;
import io.athanor.allinone.embedded.Committed;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A small campaign, and what lies in the log, for tests of a running engine. */
final class Line {
  static final String PROPERTY = "yield";
  static final int POOL = 12;

  private final KafkaConnection kafka;
  private final DoorClient door;

  Line(KafkaConnection kafka, URI door) {
    this.kafka = kafka;
    this.door =
        new DoorClient(
            door,
            new Patience(Duration.ofMinutes(3), Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  DoorClient door() {
    return door;
  }

  /** Defines a campaign over {@value #POOL} points of one parameter and fills its pool. */
  void campaign(String campaignId, int budget) {
    door.define(
        new Campaigns.Definition(
            campaignId,
            "Yield over temperature",
            List.of(new Campaigns.Objective(PROPERTY, "%", "maximize")),
            new Campaigns.Search(
                new Campaigns.Pool(
                    POOL,
                    List.of(Campaigns.Parameter.continuous("temperature", "Cel", 0, POOL - 1)))),
            new Campaigns.Policy(
                "upper-confidence-bound", "gaussian-process", List.of("parameters"), null, 3),
            budget,
            1,
            600,
            600,
            7,
            true));
    door.addCandidates(
        campaignId,
        IntStream.range(0, POOL)
            .mapToObj(
                i ->
                    new Campaigns.Candidate(
                        i, null, Map.of("temperature", (double) i), Map.of("of", campaignId)))
            .toList());
  }

  /** Leases the next proposal, runs it and reports its yield; gives the experiment's id. */
  String measure(String campaignId, String worker) {
    List<Experiments.Lease> leases = List.of();
    while (leases.isEmpty()) {
      leases = door.lease(campaignId, worker, 1, Duration.ofSeconds(30));
    }
    Experiments.Lease lease = leases.get(0);
    String experiment = lease.experimentId();
    door.progress(experiment, step(worker, lease, "running", null), experiment + "/running");
    String sample = "sample-" + experiment;
    report(sample, campaignId, experiment, lease.proposal().candidateId(), yieldOf(lease));
    door.progress(
        experiment, step(worker, lease, "succeeded", List.of(sample)), experiment + "/succeeded");
    return experiment;
  }

  void report(
      String sample, String campaignId, String experiment, String candidateId, double percent) {
    door.report(
        new Experiments.Reading(
            sample,
            candidateId,
            campaignId,
            experiment,
            "balance-1",
            "gravimetry",
            null,
            true,
            Map.of(PROPERTY, Experiments.Quantity.of(percent, "%")),
            null),
        sample);
  }

  /** Every committed event of a topic. */
  <T extends SpecificRecord> List<T> events(Topic<T> topic) {
    return Committed.events(kafka, topic);
  }

  void put(Topic<?> topic, byte[] key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }
  }

  private static double yieldOf(Experiments.Lease lease) {
    double temperature =
        ((Number) lease.proposal().candidate().parameters().get("temperature")).doubleValue();
    return 90 - (temperature - 8) * (temperature - 8);
  }

  private static Experiments.Step step(
      String worker, Experiments.Lease lease, String state, List<String> samples) {
    return new Experiments.Step(worker, lease.epoch(), state, null, null, samples);
  }
}
