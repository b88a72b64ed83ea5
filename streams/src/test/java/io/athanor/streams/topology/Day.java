package io.athanor.streams.topology;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.event.SimulationCompleted;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/** A day in several laboratories, from a seed: everything that perception is told. */
final class Day {
  private static final Instant DAWN = Bench.NOW.minusSeconds(86_400);
  private static final List<String> FORMULAS =
      List.of("CsPbI3", "CsPbBr3", "SrTiO3", "NaCl", "TiO2", "GaAs");

  /** An event on its way: where to, under which key, and when it is said. */
  record Said(Topic<?> topic, String key, SpecificRecord event, Instant at) {}

  private final Random random;
  private final List<Said> events = new ArrayList<>();

  private Day(long seed) {
    this.random = new Random(seed);
  }

  /** What happened, in the order in which it did. */
  static List<Said> of(long seed, int count) {
    Day day = new Day(seed);
    for (int i = 0; i < count; i++) {
      day.add(i);
    }
    day.events.sort(Comparator.comparing(Said::at));
    return List.copyOf(day.events);
  }

  private void add(int i) {
    int dice = random.nextInt(20);
    if (dice < 11) {
      reading(i, candidateId());
    } else if (dice < 13) {
      reference(i);
    } else if (dice < 16) {
      simulation(i);
    } else if (dice < 18) {
      proposal(i);
    } else {
      document(i);
    }
  }

  private void reading(int i, String candidateId) {
    Map<String, Quantity> values = new LinkedHashMap<>();
    values.put("band_gap", quantity(1.2 + 0.1 * random.nextGaussian(), "eV"));
    if (random.nextBoolean()) {
      // one laboratory writes nanometres, another micrometres, a third calls a count a thickness
      int unit = random.nextInt(12);
      values.put(
          "thickness",
          unit == 0
              ? quantity(random.nextInt(9), "1")
              : unit < 6
                  ? quantity(0.1 + 0.01 * random.nextGaussian(), "um")
                  : quantity(100 + 10 * random.nextGaussian(), "nm"));
    }
    if (random.nextInt(4) == 0) {
      values.put("anneal_temperature", quantity(100 + random.nextInt(50), "Cel"));
    }
    say(
        Topics.READING_REPORTED,
        "s-" + i,
        reading(i, new Scalars(values)).setSampleId("s-" + i).setCandidateId(candidateId).build());
  }

  private void reference(int i) {
    Scalars values =
        new Scalars(
            Map.of(
                "band_gap", quantity(1.53 + 0.01 * random.nextGaussian(), "eV"),
                "thickness", quantity(0.1 + 0.001 * random.nextGaussian(), "um")));
    say(
        Topics.READING_REPORTED,
        "reference:wafer",
        reading(i, values).setSampleId("reference:wafer").setCandidateId(null).build());
  }

  private ReadingReported.Builder reading(int i, Scalars values) {
    int instrument = random.nextInt(3);
    return ReadingReported.newBuilder()
        .setMeta(meta("r-" + i, "instrument/" + instrument))
        .setInstrumentId("instrument-" + instrument)
        .setTechnique(random.nextBoolean() ? "ellipsometry" : "four-point")
        .setSampleId("")
        .setPayload(values)
        .setSimulated(random.nextInt(10) == 0);
  }

  private void simulation(int i) {
    String formula = formula();
    Candidate candidate = spelled(formula, i);
    say(
        Topics.SIMULATION_COMPLETED,
        candidate.getCandidateId(),
        SimulationCompleted.newBuilder()
            .setMeta(meta("sim-" + i, "cluster/1"))
            .setCandidateId(candidate.getCandidateId())
            .setCandidate(candidate)
            .setMethod(random.nextBoolean() ? "DFT/PBE" : "DFT/HSE06")
            .setFidelity(random.nextBoolean() ? "low" : "high")
            .setConverged(random.nextInt(5) > 0)
            .setProperties(
                Map.of(
                    "band_gap", quantity(900 + 50 * random.nextGaussian(), "meV"),
                    "formation_energy", quantity(-random.nextDouble(), "eV")))
            .build());
  }

  private void proposal(int i) {
    Candidate candidate = spelled(formula(), i);
    int campaign = random.nextInt(4);
    say(
        Topics.CANDIDATE_PROPOSED,
        candidate.getCandidateId(),
        CandidateProposed.newBuilder()
            .setMeta(meta("p-" + i, "person/" + campaign))
            .setCandidateId(candidate.getCandidateId())
            .setCandidate(candidate)
            .setCampaignId(campaign == 0 ? null : "campaign-" + campaign)
            .setIndex(campaign == 0 ? -1 : random.nextInt(2))
            .build());
  }

  private void document(int i) {
    List<Float> vector = new ArrayList<>();
    for (int axis = 0; axis < 12; axis++) {
      vector.add((float) random.nextGaussian());
    }
    Meta meta = meta("d-" + i, "library/1");
    // published at any time in the last thirty years
    Instant published = DAWN.minusSeconds((long) (random.nextDouble() * 30 * 365 * 86_400));
    say(
        Topics.LITERATURE_EMBEDDED,
        "doi:" + i,
        LiteratureEmbedded.newBuilder()
            .setMeta(Meta.newBuilder(meta).setOccurredAt(published).build())
            .setDocumentId("doi:" + i)
            .setModel(random.nextInt(4) == 0 ? "matscholar" : "mat2vec")
            .setVector(vector)
            .setMaterials(List.of(formula(), formula()))
            .build());
  }

  /** The same material in different words, with the labels of whoever says it. */
  private Candidate spelled(String formula, int i) {
    return Candidate.newBuilder()
        .setCandidateId(Events.idOf(formula))
        .setFormula(random.nextBoolean() ? formula : "(" + formula + ")")
        .setLabels(Map.of("row", "" + i, "by", "person-" + random.nextInt(3), "z", "z"))
        .build();
  }

  private String candidateId() {
    return random.nextInt(8) == 0 ? "sample-" + random.nextInt(2) : Events.idOf(formula());
  }

  private String formula() {
    return FORMULAS.get(random.nextInt(FORMULAS.size()));
  }

  private Quantity quantity(double value, String unit) {
    Double sem =
        random.nextInt(5) == 0 ? null : Math.abs(value) * (0.01 + 0.05 * random.nextDouble());
    return new Quantity(value, unit, sem, 1 + random.nextInt(3));
  }

  /** Told within a minute, or some hours later. */
  private Meta meta(String id, String source) {
    Instant occurredAt =
        DAWN.plusSeconds(random.nextInt(60_000)).plusNanos(random.nextInt(1_000) * 1_000L);
    int delay = random.nextInt(10) == 0 ? random.nextInt(25_000) : random.nextInt(60);
    return Meta.newBuilder()
        .setId(id)
        .setSource(source)
        .setOccurredAt(occurredAt)
        .setRecordedAt(occurredAt.plusSeconds(delay))
        .setCorrelationId(random.nextBoolean() ? "run-" + random.nextInt(5) : null)
        .build();
  }

  private void say(Topic<?> topic, String key, SpecificRecord event) {
    Meta meta = (Meta) event.get(0);
    events.add(new Said(topic, key, event, meta.getRecordedAt()));
  }
}
