package io.athanor.federation.app;

import io.athanor.event.FederationProgressed;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionMade;
import io.athanor.event.Quantity;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.StepBytes;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.signing.OrderSigner;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Events as tests need them. */
final class Events {
  static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
  static final String ROUND = "01936c00-0000-7000-8000-000000000001";

  static {
    SchemaRegistries.trustOurs();
  }

  private Events() {}

  static Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(NOW)
        .setRecordedAt(NOW)
        .build();
  }

  static FederationProgressed signed(OrderSigner signer, String round, Step step) {
    byte[] signature = signer.sign(StepBytes.of(round, signer.keyId(), step)).signature();
    return FederationProgressed.newBuilder()
        .setMeta(meta("m"))
        .setRoundId(round)
        .setSite(signer.keyId())
        .setSignature(ByteBuffer.wrap(signature))
        .setStep(StepCodec.write(step))
        .build();
  }

  static ObservationDerived observed(String id, String candidate, double value, String unit) {
    return ObservationDerived.newBuilder()
        .setMeta(meta(id))
        .setCandidateId(candidate)
        .setSampleId("s")
        .setProperty("gap")
        .setQuantity(Quantity.newBuilder().setValue(value).setUnit(unit).build())
        .setTechnique("scalar")
        .setMethod("as-reported/1")
        .setFidelity("experiment")
        .setReadingId("r-" + id)
        .setReadingRecordedAt(NOW)
        .build();
  }

  static PredictionMade predicted(String candidate, String digest, Float... embedding) {
    return PredictionMade.newBuilder()
        .setMeta(meta("p-" + candidate))
        .setCandidateId(candidate)
        .setRequestId("q")
        .setPredictions(List.of())
        .setEmbedding(List.of(embedding))
        .setModelName("m")
        .setModelDigest(digest)
        .setOutOfDomain(0)
        .build();
  }
}
