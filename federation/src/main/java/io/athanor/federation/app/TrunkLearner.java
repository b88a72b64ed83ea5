package io.athanor.federation.app;

import io.athanor.federation.round.TrunkTerms;
import java.io.IOException;
import java.util.Optional;

/**
 * The network of a site that averages one with others: this room knows sums and whoever has a
 * network gives this. It keeps what it needs over restarts. Used by one thread at a time.
 */
public interface TrunkLearner extends AutoCloseable {
  /** Digest of the model that this site would start a course from; empty while there is none. */
  Optional<String> base(SiteLog log) throws IOException;

  /**
   * Numbers in the vector of a sum.
   *
   * @throws IllegalArgumentException where this site does not have the model
   */
  int length(TrunkTerms terms);

  /** Why this site takes no part in a course; empty where it does. */
  Optional<String> refusal(TrunkTerms terms, SiteLog log) throws IOException;

  /**
   * This site's vector: its moments, or its weights after one more pass, times its records, and
   * their number. The same again where it was asked before.
   *
   * @throws IllegalArgumentException where it cannot be had, with a reason that tells no record
   */
  double[] vector(TrunkTerms terms, SiteLog log) throws IOException;

  /** Whether the sum was taken in, and with the last one what came of the course was told. */
  boolean has(TrunkTerms terms) throws IOException;

  /**
   * Takes in what came out; with the last sum, tells the site's log of a version that may be tried.
   *
   * @param sum over the sites that contributed
   * @param sites how many they were
   * @throws IllegalArgumentException where it is the sum of no sites
   */
  void take(TrunkTerms terms, double[] sum, int sites, SiteLog log) throws IOException;

  @Override
  void close();
}
