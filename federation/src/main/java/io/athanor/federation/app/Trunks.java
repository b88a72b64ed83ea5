package io.athanor.federation.app;

import io.athanor.federation.round.Round;
import io.athanor.federation.round.RoundException;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.round.TrunkTerms;
import io.athanor.federation.round.Unmasking;
import io.athanor.federation.sum.RingVector;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A site's part in courses: its network behind the protocol. */
final class Trunks {
  private static final Logger LOG = LoggerFactory.getLogger(Trunks.class);

  private final FederationConfig config;
  private final TrunkPlan plan;
  private final TrunkLearner learner;
  private final SiteLog log;
  private final Set<String> broken = new HashSet<>();

  Trunks(FederationConfig config, TrunkPlan plan, TrunkLearner learner, SiteLog log) {
    this.config = config;
    this.plan = plan;
    this.learner = learner;
    this.log = log;
  }

  /** How this site averages its network. */
  TrunkPlan plan() {
    return plan;
  }

  /** Why it takes no part in a course; empty where it does. */
  Optional<String> refusal(Round round) throws IOException {
    TrunkTerms terms = terms(round);
    if (!terms.properties().equals(plan.properties())) {
      return Optional.of(
          "it learns %s, this site %s (federation.trunk.properties)"
              .formatted(terms.properties(), plan.properties()));
    }
    if (config.budget().isPresent()) {
      return Optional.of("averages without noise, where federation.privacy.epsilon is given");
    }
    if (broken.contains(terms.course())) {
      return Optional.of("a sum of its course could not be used here");
    }
    Optional<String> refusal = learner.refusal(terms, log);
    if (refusal.isPresent()) {
      return refusal;
    }
    try {
      int length = learner.length(terms);
      return length == round.opened().sum().length()
          ? Optional.empty()
          : Optional.of(
              "its vectors have %d numbers, this site's %d"
                  .formatted(round.opened().sum().length(), length));
    } catch (IllegalArgumentException cause) {
      return Optional.of(String.valueOf(cause.getMessage()));
    }
  }

  /** This site's vector in fixed point. */
  RingVector vector(Round round) throws IOException {
    double[] vector = learner.vector(terms(round), log);
    return round.opened().sum().fixedPoint().encode(vector, i -> "number " + i + " of its vector");
  }

  /** Takes home the sum of a round that gave one. */
  void take(Round round) throws IOException {
    TrunkTerms terms = terms(round);
    if (learner.has(terms)) {
      return;
    }
    try {
      double[] sum = round.opened().sum().fixedPoint().decode(Unmasking.sum(round));
      learner.take(terms, sum, round.contributors().size(), log);
      LOG.atInfo()
          .addKeyValue("roundId", round.id())
          .addKeyValue("courseId", terms.course())
          .addKeyValue("round", terms.round())
          .addKeyValue("rounds", terms.rounds())
          .addKeyValue("sites", round.contributors().size())
          .log("Sites averaged their networks");
    } catch (RoundException | IllegalArgumentException e) {
      // what follows in its course would go on from another average than the other sites have
      broken.add(terms.course());
      LOG.atWarn()
          .addKeyValue("roundId", round.id())
          .addKeyValue("reason", e.getMessage())
          .log("A round gave no average that can be used");
    }
  }

  /** How a sum is opened; empty while this site could take no part in it. */
  Optional<Step.Opened> opening(Courses.Due due, String course, long seed, int sites)
      throws IOException {
    Optional<TrunkTerms> terms = due.terms();
    if (terms.isEmpty()) {
      terms =
          learner
              .base(log)
              .map(base -> TrunkTerms.first(course, plan.rounds(), base, plan.properties(), seed));
      Optional<String> refusal =
          terms.isEmpty()
              ? Optional.of("no model was released yet")
              : learner.refusal(terms.get(), log);
      if (refusal.isPresent()) {
        return notOpened(refusal.get());
      }
    }
    int length;
    try {
      length = learner.length(terms.get());
    } catch (IllegalArgumentException cause) {
      return notOpened(String.valueOf(cause.getMessage()));
    }
    SumTerms sum =
        new SumTerms(
            length, SumTerms.FRACTION_BITS, config.fewest(), Math.max(sites, config.fewest()));
    return Optional.of(Step.Opened.of(sum, terms.get()));
  }

  private static Optional<Step.Opened> notOpened(String reason) {
    LOG.atInfo().addKeyValue("reason", reason).log("No course is opened");
    return Optional.empty();
  }

  private static TrunkTerms terms(Round round) {
    return round.opened().trunk().orElseThrow();
  }
}
