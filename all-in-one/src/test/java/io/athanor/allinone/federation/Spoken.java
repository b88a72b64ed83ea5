package io.athanor.allinone.federation;

import io.athanor.federation.app.SiteLog;
import io.athanor.federation.app.TrunkLearner;
import io.athanor.federation.round.TrunkTerms;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A site's network, the vectors that it gave in each round, and a round in which its site dies. */
final class Spoken implements TrunkLearner {
  private final Map<Integer, double[]> vectors = new ConcurrentHashMap<>();
  private TrunkLearner learner;
  private int killedIn;

  /** As it starts, or starts again. */
  void learner(TrunkLearner next, int killedInRound) {
    learner = next;
    killedIn = killedInRound;
  }

  /** What it gave by round, before any mask. */
  Map<Integer, double[]> vectors() {
    return vectors;
  }

  @Override
  public Optional<String> base(SiteLog log) throws IOException {
    return learner.base(log);
  }

  @Override
  public int length(TrunkTerms terms) {
    return learner.length(terms);
  }

  @Override
  public Optional<String> refusal(TrunkTerms terms, SiteLog log) throws IOException {
    return learner.refusal(terms, log);
  }

  @Override
  public double[] vector(TrunkTerms terms, SiteLog log) throws IOException {
    if (terms.round() == killedIn) {
      throw new IllegalStateException("this site is killed while it trains");
    }
    double[] vector = learner.vector(terms, log);
    vectors.put(terms.round(), vector);
    return vector;
  }

  @Override
  public boolean has(TrunkTerms terms) throws IOException {
    return learner.has(terms);
  }

  @Override
  public void take(TrunkTerms terms, double[] sum, int sites, SiteLog log) throws IOException {
    learner.take(terms, sum, sites, log);
  }

  @Override
  public void close() {
    learner.close();
  }
}
