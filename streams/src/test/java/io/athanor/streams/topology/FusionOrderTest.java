package io.athanor.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Quantity;
import io.athanor.materials.fusion.Calibration;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.fuse.Fusion;
import io.athanor.streams.fuse.Offsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The pure core by the thousand: facts about one material, in any order, through the codec. */
final class FusionOrderTest {
  private static final long SEED = 20_261_126L;
  private static final int ROUNDS = 1_000;
  private static final String ID = "c-1";

  /** One fact, and how it changes what is known. */
  private interface Fact {
    Optional<MaterialUpdated> after(Fusion fusion, Optional<MaterialUpdated> known);
  }

  @Test
  void shouldEndInTheSameBytesInWhateverOrder() {
    try (EventCodecs codecs = Bench.codecs("mock://FusionOrderTest")) {
      Random random = new Random(SEED);
      Offsets offsets =
          (instrument, property) ->
              instrument.equals("i-0")
                  ? Optional.of(
                      new Calibration("mV", Bench.NOW, 3, OptionalDouble.of(1), 2, 0.5, 5))
                  : Optional.empty();
      Fusion fusion = Bench.FUSION.with(offsets);
      for (int round = 0; round < ROUNDS; round++) {
        List<Fact> facts = facts(random);
        byte[] told = told(codecs, fusion, facts);
        Collections.shuffle(facts, random);

        assertThat(told(codecs, fusion, facts)).as("seed %d round %d", SEED, round).isEqualTo(told);
      }
    }
  }

  private static byte[] told(EventCodecs codecs, Fusion fusion, List<Fact> facts) {
    byte[] stored = null;
    for (Fact fact : facts) {
      Optional<MaterialUpdated> known =
          stored == null
              ? Optional.empty()
              : Optional.of(codecs.codec(Topics.MATERIAL_UPDATED).decode(stored));
      Optional<MaterialUpdated> next = fact.after(fusion, known);
      if (next.isPresent()) {
        stored = codecs.codec(Topics.MATERIAL_UPDATED).encode("material-updated", next.get());
      }
    }
    MaterialUpdated last = codecs.codec(Topics.MATERIAL_UPDATED).decode(stored);
    return codecs
        .codec(Topics.MATERIAL_UPDATED)
        .encode(
            "material-updated",
            MaterialUpdated.newBuilder(last)
                .setChange(MaterialChange.MEASURED)
                .setAdmittedTo(null)
                .build());
  }

  private static List<Fact> facts(Random random) {
    List<Fact> facts = new ArrayList<>();
    int count = 1 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      int dice = random.nextInt(10);
      Meta meta = meta(random, "e-" + i);
      if (dice < 6) {
        ObservationDerived observed = observation(random, meta);
        facts.add((fusion, known) -> Optional.of(fusion.observe(known, observed)));
      } else if (dice < 9) {
        CandidateProposed proposed = proposal(random, meta, i);
        facts.add((fusion, known) -> fusion.admit(known, proposed));
      } else {
        LiteratureEmbedded document =
            LiteratureEmbedded.newBuilder()
                .setMeta(meta)
                .setDocumentId("d-" + i)
                .setModel("m")
                .setVector(List.of(random.nextFloat(), (float) random.nextGaussian()))
                .build();
        facts.add((fusion, known) -> Optional.of(fusion.read(known, ID, document)));
      }
    }
    return facts;
  }

  private static ObservationDerived observation(Random random, Meta meta) {
    String[] units = {"V", "mV", "uV", "K", "Cel", "1"};
    String[] fidelities = {"experiment", "experiment", "low", "high", "odd"};
    String fidelity = fidelities[random.nextInt(fidelities.length)];
    boolean measured = fidelity.equals("experiment");
    double value = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
    Double sem = random.nextInt(4) == 0 ? null : Math.abs(value) * random.nextDouble();
    return ObservationDerived.newBuilder()
        .setMeta(Meta.newBuilder(meta).setId(meta.getId() + "/p").build())
        .setCandidateId(ID)
        .setSampleId("s")
        .setProperty(random.nextBoolean() ? "p" : "p (K)")
        .setQuantity(
            new Quantity(value, units[random.nextInt(units.length)], sem, 1 + random.nextInt(4)))
        .setTechnique(random.nextBoolean() ? "t" : "u")
        .setMethod("m")
        .setFidelity(fidelity)
        .setReadingId(meta.getId())
        .setReadingRecordedAt(meta.getRecordedAt())
        .setSimulated(random.nextInt(3) == 0)
        .setInstrumentId(measured ? "i-" + random.nextInt(2) : null)
        .setConverged(measured || random.nextInt(3) > 0)
        .build();
  }

  private static CandidateProposed proposal(Random random, Meta meta, int i) {
    Candidate candidate =
        Candidate.newBuilder()
            .setCandidateId(ID)
            .setFormula(random.nextBoolean() ? "NaCl" : "ClNa")
            .setLabels(Map.of("row", "" + i, "b", "b", "a", "a"))
            .build();
    int campaign = random.nextInt(3);
    return CandidateProposed.newBuilder()
        .setMeta(meta)
        .setCandidateId(ID)
        .setCandidate(candidate)
        .setCampaignId(campaign == 0 ? null : "campaign-" + campaign)
        .setIndex(random.nextInt(2))
        .build();
  }

  /** Few different times, so that many events have the same. */
  private static Meta meta(Random random, String id) {
    Instant occurredAt = Bench.NOW.minusSeconds(3_000L * random.nextInt(5));
    return Meta.newBuilder()
        .setId(id)
        .setSource("source")
        .setOccurredAt(occurredAt)
        .setRecordedAt(occurredAt.plusSeconds(random.nextInt(3)))
        .setCorrelationId(random.nextBoolean() ? "run-" + random.nextInt(3) : null)
        .setTraceparent(random.nextBoolean() ? "trace-" + id : null)
        .build();
  }
}
