package io.athanor.allinone.inference;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.FeatureKind;
import io.athanor.event.Goal;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.Objective;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.SurrogateKind;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.composition.Composition;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Measured materials, put into a log: what a model says of them, and a little noise. */
final class LabelledLog implements AutoCloseable {
  private static final String[] CATIONS = {
    "Li", "Na", "K", "Rb", "Cs", "Mg", "Ca", "Sr", "Ba", "Zn", "Cd", "Cu", "Ag", "Al", "Ga", "In"
  };
  private static final String[] ANIONS = {"F", "Cl", "Br", "I", "O", "S", "Se", "Te"};
  private static final double NOISE = 0.3;

  private final KafkaConnection connection;
  private final OpenModel truth;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Random random = new Random(7);
  private final List<String> campaigns = new ArrayList<>();
  private final Set<String> pool = new LinkedHashSet<>();

  LabelledLog(KafkaConnection connection, StoredModel truth) {
    this.connection = connection;
    this.producer = InferenceBench.producer(connection);
    this.truth = OpenModel.open(truth, DeviceOptions.threads(1, 1), 8_192);
  }

  /** Defines campaigns that see embeddings; every material is in the pools of all. */
  void campaigns(int count) {
    AvroCodec<CampaignDefined> codec = AvroCodec.of(connection.serdes(), CampaignDefined.class);
    for (int number = 0; number < count; number++) {
      CampaignDefined event = campaign("campaign-" + number);
      campaigns.add(event.getCampaignId());
      String topic = Topics.CAMPAIGN_DEFINED.name();
      send(topic, event.getCampaignId(), codec.encode(topic, event));
    }
  }

  /** Candidates of the pools so far. */
  Set<String> pool() {
    return pool;
  }

  /** That many materials more are measured. */
  void label(int count) {
    AvroCodec<MaterialUpdated> codec = AvroCodec.of(connection.serdes(), MaterialUpdated.class);
    String topic = Topics.MATERIAL_UPDATED.name();
    for (int each = 0; each < count; each++) {
      MaterialUpdated material = material(pool.size());
      pool.add(material.getCandidateId());
      send(topic, material.getCandidateId(), codec.encode(topic, material));
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
    truth.close();
  }

  private void send(String topic, String key, byte[] value) {
    var unused =
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  private MaterialUpdated material(int number) {
    String cation = CATIONS[number % CATIONS.length];
    String anion = ANIONS[number / CATIONS.length % ANIONS.length];
    String formula = cation + (1 + number / (CATIONS.length * ANIONS.length)) + anion + 3;
    PropertyEstimate estimate = estimate(formula);
    double value = estimate.mean() + NOISE * estimate.deviation() * random.nextGaussian();
    String id = "c-" + number;
    Quantity mean = new Quantity(value, "eV", null, 1);
    return MaterialUpdated.newBuilder()
        .setMeta(meta(id))
        .setCandidateId(id)
        .setCandidate(Candidate.newBuilder().setCandidateId(id).setFormula(formula).build())
        .setChange(MaterialChange.ADMITTED)
        .setAdmittedTo(campaigns.get(0))
        .setMemberships(
            campaigns.stream().map(campaign -> new Membership(campaign, number, null)).toList())
        .setProperties(
            Map.of(
                Property.FORMATION_ENERGY_PER_ATOM.key(),
                PropertySummary.newBuilder()
                    .setLatest(mean)
                    .setMean(mean)
                    .setOccurredAt(Instant.now())
                    .setMethod("as-reported/1")
                    .setTechnique("calorimetry")
                    .setBasis("experiment")
                    .build()))
        .setVersion(1)
        .setEventsRecordedAt(Instant.now())
        .build();
  }

  private PropertyEstimate estimate(String formula) {
    try {
      MaterialGraph graph = truth.admission().composition(Composition.parse(formula));
      Verdict.Scored scored = (Verdict.Scored) truth.scorer().score(List.of(graph)).get(0);
      return scored.prediction().estimates().get(Property.FORMATION_ENERGY_PER_ATOM);
    } catch (UnscorableException cause) {
      throw new IllegalStateException(formula, cause);
    }
  }

  private static CampaignDefined campaign(String id) {
    return CampaignDefined.newBuilder()
        .setMeta(meta(id))
        .setCampaignId(id)
        .setName(id)
        .setObjectives(
            List.of(
                Objective.newBuilder()
                    .setProperty(Property.FORMATION_ENERGY_PER_ATOM.key())
                    .setUnit("eV")
                    .setGoal(Goal.MINIMIZE)
                    .build()))
        .setSearch(new Pool(200, List.of()))
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(FeatureKind.EMBEDDING))
                .build())
        .setBudget(10)
        .setSeed(1)
        .build();
  }

  private static Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(Instant.now())
        .setRecordedAt(Instant.now())
        .build();
  }
}
