package io.athanor.federation.app;

import io.athanor.event.FederationTrunk;
import io.athanor.federation.round.TrunkTerms;

/** Terms of a course as the log carries them. */
final class TrunkCodec {
  private TrunkCodec() {}

  static FederationTrunk write(TrunkTerms terms) {
    return FederationTrunk.newBuilder()
        .setCourseId(terms.course())
        .setRound(terms.round())
        .setRounds(terms.rounds())
        .setModelDigest(terms.modelDigest())
        .setProperties(terms.properties())
        .setLearningRate(terms.learningRate())
        .setWeightDecay(terms.weightDecay())
        .setEdgesPerBatch(terms.edgesPerBatch())
        .setSeed(terms.seed())
        .build();
  }

  static TrunkTerms read(FederationTrunk event) {
    return new TrunkTerms(
        event.getCourseId(),
        event.getRound(),
        event.getRounds(),
        event.getModelDigest(),
        event.getProperties(),
        event.getLearningRate(),
        event.getWeightDecay(),
        event.getEdgesPerBatch(),
        event.getSeed());
  }
}
