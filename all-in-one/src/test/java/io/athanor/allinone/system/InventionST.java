package io.athanor.allinone.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.analysis.LogScan;
import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.Experiments;
import io.athanor.allinone.client.Patience;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.invention.Requests;
import io.athanor.allinone.lab.Bench;
import io.athanor.allinone.lab.Fleet;
import io.athanor.allinone.lab.LabJournal;
import io.athanor.event.CampaignDefined;
import io.athanor.event.CandidateProposed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.InventedCandidate;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool of crystals runs dry, and candidates that nobody listed are made and measured. */
class InventionST {
  private static final List<Element> LARGE = List.of(Element.Ca, Element.Sr, Element.Ba);
  private static final List<Element> SMALL = List.of(Element.Ti, Element.Zr, Element.Sn);
  private static final int POOL = 9;
  private static final int EXPERIMENTS = 12;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private Path directory;

  @Test
  void shouldInventWhenThePoolRunsDry() throws Exception {
    try (Engine engine =
        Engine.start(
            EngineConfig.onFreePorts(directory.resolve("engine"), Map.of()),
            EngineListener.SILENT)) {
      define(engine);
      DoorClient door = new DoorClient(engine.door().orElseThrow(), Patience.DEFAULT);
      Awaitility.await().atMost(LIMIT).until(() -> door.campaign(Requests.CAMPAIGN).isPresent());
      door.addCandidates(Requests.CAMPAIGN, pool());
      try (LabJournal journal = LabJournal.open(directory.resolve("lab.jsonl"));
          Fleet fleet =
              Fleet.start(
                  door,
                  journal,
                  InventionST::measured,
                  InstantSource.system(),
                  new Fleet.Plan(Requests.CAMPAIGN, EXPERIMENTS, EXPERIMENTS, 1, Duration.ZERO))) {
        assertThat(fleet.await(LIMIT)).as("all experiments are done").isTrue();
      }
      InventionRequested request =
          read(engine, Topics.INVENTION_REQUESTED, InventionRequested.class).get(0);
      InventionAnswered answer =
          read(engine, Topics.INVENTION_ANSWERED, InventionAnswered.class).get(0);
      assertThat(request.getFirstIndex()).isEqualTo(POOL);
      assertThat(answer.getProblem()).isNull();
      assertThat(answer.getModelDigest()).isEqualTo(request.getModelDigest());
      List<String> invented =
          answer.getCandidates().stream().map(InventedCandidate::getCandidateId).toList();
      assertThat(invented).isNotEmpty();
      assertThat(read(engine, Topics.CANDIDATE_PROPOSED, CandidateProposed.class))
          .filteredOn(each -> each.getInvention() != null)
          .extracting(CandidateProposed::getCandidateId)
          .containsAll(invented);
      List<ExperimentProposed> proposals =
          read(engine, Topics.EXPERIMENT_PROPOSED, ExperimentProposed.class);
      assertThat(proposals)
          .filteredOn(each -> invented.contains(each.getCandidateId()))
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each.getModelDigest()).isEqualTo(answer.getModelDigest()));
    }
    try (ChildAthanor verify =
        ChildAthanor.start(
            directory.resolve("verify.txt"),
            List.of("verify-decisions", "--data-dir", directory.resolve("engine").toString()))) {
      assertThat(verify.await(LIMIT)).as("it printed:%n%s", verify.printed()).isZero();
    }
  }

  /** As the door will once say it; the campaign's terms come by the log. */
  private static void define(Engine engine) throws Exception {
    CampaignDefined definition =
        CampaignDefined.newBuilder(
                Requests.definition(
                    POOL, Requests.terms().setCount(3).setWaves(2).setDryBelow(1).build()))
            .setSimulated(true)
            .build();
    Map<String, Object> properties = new HashMap<>(engine.kafka().clientProperties());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.CAMPAIGN_DEFINED.name(),
                  definition.getCampaignId().getBytes(StandardCharsets.UTF_8),
                  AvroCodec.of(engine.kafka().serdes(), CampaignDefined.class)
                      .encode(Topics.CAMPAIGN_DEFINED.name(), definition)))
          .get();
    }
  }

  private static List<Campaigns.Candidate> pool() {
    List<Campaigns.Candidate> pool = new ArrayList<>();
    for (Element a : LARGE) {
      for (Element b : SMALL) {
        Crystal crystal = Requests.perovskite(a, b);
        List<Double> lattice =
            Arrays.stream(crystal.lattice().matrix())
                .flatMapToDouble(Arrays::stream)
                .boxed()
                .toList();
        List<Double> fractional = new ArrayList<>();
        crystal.sites().forEach(site -> fractional.addAll(List.of(site.x(), site.y(), site.z())));
        pool.add(
            new Campaigns.Candidate(
                pool.size(),
                crystal.composition().formula(),
                new Campaigns.Crystal(
                    lattice,
                    crystal.sites().stream().map(Site::element).map(Element::symbol).toList(),
                    fractional),
                Map.of(),
                Map.of()));
      }
    }
    return pool;
  }

  /** A gap that grows with the spread of electronegativities. */
  private static Bench.Outcome measured(Experiments.Proposal proposal, Instant actuatedAt) {
    Composition composition = Composition.parse(proposal.candidate().formula());
    double mean =
        composition.elements().stream()
            .collect(Collectors.averagingDouble(InventionST::electronegativity));
    double gap =
        composition.elements().stream()
            .mapToDouble(element -> Math.abs(electronegativity(element) - mean))
            .sum();
    String sampleId = "sample-" + proposal.experimentId();
    return new Bench.Measured(
        sampleId,
        List.of(
            new Experiments.Reading(
                sampleId,
                proposal.candidateId(),
                proposal.campaignId(),
                proposal.experimentId(),
                "made-up",
                "scalar",
                actuatedAt.toString(),
                true,
                Map.of(Requests.PROPERTY, Experiments.Quantity.of(gap, "eV")),
                null)));
  }

  private static double electronegativity(Element element) {
    double value = element.electronegativity();
    return Double.isNaN(value) ? 1.5 : value;
  }

  private static <T extends SpecificRecord> List<T> read(
      Engine engine, Topic<T> topic, Class<T> type) {
    AvroCodec<T> codec = AvroCodec.of(engine.kafka().serdes(), type);
    List<T> events = new ArrayList<>();
    new LogScan(engine.kafka()).read(topic.name(), each -> events.add(codec.decode(each.value())));
    return events;
  }
}
