package io.athanor.allinone.browser;

import static org.awaitility.Awaitility.await;

import io.athanor.allinone.engine.Engine;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Something of everything that the pages show, made at the door as anybody would make it. */
final class Scene {
  /** A campaign that has measured all it may. */
  static final String CAMPAIGN = "ferrite-yield";

  /** Its name, for people. */
  static final String NAME = "Yield of a ferrite";

  /** How many experiments it has made. */
  static final int BUDGET = 10;

  /** What it measures. */
  static final String PROPERTY = "yield";

  private static final String CRYSTAL =
      """
      {"lattice":[6.29,0,0,0,6.29,0,0,0,6.29],"species":["Cs","Pb","I","I","I"],
       "fractional":[0,0,0,0.5,0.5,0.5,0.5,0.5,0,0.5,0,0.5,0,0.5,0.5]}\
      """;

  private static final int POOL = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Scene() {}

  static void set(Engine engine) {
    Door door = new Door(engine.door().orElseThrow());
    instrument(door);
    campaign(door, CAMPAIGN, NAME, BUDGET, "automatic");
    try (Robot robot = new Robot(door.address(), CAMPAIGN, PROPERTY, "%", Scene::yield)) {
      await().atMost(PATIENCE).until(() -> robot.measured() == BUDGET);
    }
    Learning.set(engine, door, material(door));
    rubbish(engine);
  }

  /** What a robot finds: best at 700 °C and a fifth of nickel. */
  static double yield(Map<String, Object> parameters) {
    double temperature = ((Number) parameters.get("temperature")).doubleValue();
    double nickel = ((Number) parameters.get("nickel")).doubleValue();
    return 90 - Math.pow((temperature - 700) / 20, 2) - 200 * Math.pow(nickel - 0.2, 2);
  }

  /**
   * Defines a campaign over temperature and nickel and fills its pool.
   *
   * @param approval {@code automatic} or {@code required}
   */
  static void campaign(Door door, String campaignId, String name, int budget, String approval) {
    door.post(
        "/v1/campaigns",
        """
        {"campaignId":"%s","name":"%s","budget":%d,"seed":7,"simulated":true,
         "objectives":[{"property":"%s","unit":"%%","goal":"maximize"}],"parallelism":3,
         "search":{"pool":{"size":%d,"parameters":[
           {"name":"temperature","kind":"continuous","unit":"Cel","low":600,"high":830},
           {"name":"nickel","kind":"continuous","unit":"1","low":0,"high":0.5}]}},
         "policy":{"acquisition":"upper-confidence-bound","surrogate":"gaussian-process",
           "features":["parameters"],"initialDesign":3},"approval":"%s"}
        """
            .formatted(campaignId, name, budget, PROPERTY, POOL, approval));
    String members =
        IntStream.range(0, POOL)
            .mapToObj(
                i ->
                    "{\"index\":%d,\"parameters\":{\"temperature\":%d,\"nickel\":%s}}"
                        .formatted(i, 600 + 10 * i, (i * 7 % 11) / 20.0))
            .collect(Collectors.joining(","));
    door.post("/v1/campaigns/" + campaignId + "/candidates", "{\"candidates\":[" + members + "]}");
  }

  private static void instrument(Door door) {
    door.put(
        "/v1/instruments/balance-1",
        """
        {"name":"Balance","techniques":["scalar"],"capacity":2,
         "envelope":{"temperature":{"low":{"value":15,"unit":"Cel"},"high":{"value":900,"unit":"Cel"}}}}
        """);
  }

  /** Caesium lead iodide (cubic, a = 6.29 Å): structure, computation and reading; its id. */
  private static String material(Door door) {
    door.post(
        "/v1/campaigns",
        """
        {"campaignId":"perovskite-gap","name":"Band gap of halide perovskites","budget":5,"seed":1,
         "objectives":[{"property":"band_gap","unit":"eV","goal":"target","target":1.4}],
         "search":{"pool":{"size":2}},"simulated":true}
        """);
    String candidate =
        door.post(
                "/v1/campaigns/perovskite-gap/candidates",
                """
                {"candidates":[{"index":0,"formula":"CsPbI3","crystal":%s},
                  {"index":1,"formula":"CsPbBr3"}]}
                """
                    .formatted(CRYSTAL))
            .at("/results/0/candidateId")
            .asText();
    door.post(
        "/v1/readings",
        """
        {"sampleId":"film-1","candidateId":"%s","campaignId":"perovskite-gap",
         "instrumentId":"balance-1","technique":"scalar","simulated":true,
         "scalars":{"band_gap":{"value":1.73,"unit":"eV","sem":0.02,"n":3}}}
        """
            .formatted(candidate));
    computation(door, "\"formula\":\"CsPbI3\",\"crystal\":" + CRYSTAL, -0.55);
    computation(door, "\"formula\":\"CsI\"", -1.8);
    computation(door, "\"formula\":\"PbI2\"", -0.6);
    return candidate;
  }

  private static void computation(Door door, String material, double energy) {
    door.post(
        "/v1/simulations",
        """
        {"simulator":"vasp","method":"DFT/PBE","fidelity":"high","converged":true,%s,
         "properties":{"formation_energy_per_atom":{"value":%s,"unit":"eV","sem":0.01}}}
        """
            .formatted(material, energy));
  }

  /** What no application can read, for the dead letters. */
  private static void rubbish(Engine engine) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            engine.kafka().clientProperties(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.READING_REPORTED.name(), new byte[] {'x'}, new byte[] {1, 2, 3}))
          .get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
