package io.athanor.federation.app;

import io.athanor.event.ModelReleased;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.privacy.GaussianMechanism;
import io.athanor.federation.privacy.PrivacyTerms;
import io.athanor.federation.round.HeadTerms;
import io.athanor.federation.round.Participant;
import io.athanor.federation.round.Round;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.RingVector;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this site says in a round: its own records and its budget behind the protocol. */
final class Site {
  private static final Logger LOG = LoggerFactory.getLogger(Site.class);

  private final FederationConfig config;
  private final Participant participant;
  private final Vault vault;
  private final LogReader log;
  private final Optional<Trunks> trunks;

  Site(
      FederationConfig config,
      Participant participant,
      Vault vault,
      LogReader log,
      Optional<Trunks> trunks) {
    this.config = config;
    this.participant = participant;
    this.vault = vault;
    this.log = log;
    this.trunks = trunks;
  }

  /** Whether it is about one of this site's properties, in the same unit. */
  boolean wants(Round round) {
    return round
        .opened()
        .head()
        .filter(
            head ->
                config.wanted().stream()
                    .anyMatch(
                        each ->
                            each.property().equals(head.property())
                                && each.unit().equals(head.unit())))
        .isPresent();
  }

  /** Why it takes no part in a round; empty where it does. */
  Optional<String> refusal(Round round) throws IOException {
    boolean isOfTrunk = round.opened().trunk().isPresent();
    if (isOfTrunk && trunks.isEmpty()) {
      return Optional.of("this site averages no network: federation.trunk.properties is empty");
    }
    if (!isOfTrunk && !wants(round)) {
      return Optional.of("its property and unit are not among federation.properties");
    }
    if (vault.isOver(round.id())) {
      return Optional.of("it was over before");
    }
    if (round.opened().sum().fewest() < config.fewest()) {
      return Optional.of("fewer sites than federation.sites-fewest would do");
    }
    if (isOfTrunk) {
      return trunks.get().refusal(round);
    }
    HeadTerms terms = round.opened().head().orElseThrow();
    if (terms.privacy().isPresent() != config.budget().isPresent()) {
      return Optional.of(
          terms.privacy().isPresent()
              ? "sums with noise, where federation.privacy.epsilon is empty"
              : "exact sums, where federation.privacy.epsilon is given");
    }
    if (terms.privacy().isPresent()
        && !vault.isPaid(round.id())
        && !config.budget().get().affords(vault.spent(terms.property()), terms.privacy().get())) {
      return Optional.of("the budget of privacy for " + terms.property() + " is spent");
    }
    return Optional.empty();
  }

  /**
   * What to say now.
   *
   * @throws IOException where the own log or the state cannot be read
   * @throws IllegalArgumentException naming a number that fixed point does not take, or what this
   *     site said before and cannot take back
   */
  List<Step> next(Round round) throws IOException {
    List<Step> steps = new ArrayList<>();
    participant.join(round).ifPresent(steps::add);
    participant.share(round).ifPresent(steps::add);
    if (participant.owesVector(round)) {
      steps.addAll(participant.parts(round, masked(round)));
    }
    Optional<Step> reveal = participant.reveal(round);
    if (reveal.isPresent()) {
      vault.keepContributors(round.id(), round.contributors());
      steps.add(reveal.get());
    }
    return steps;
  }

  private byte[] masked(Round round) throws IOException {
    Optional<byte[]> before = vault.vector(round.id());
    if (before.isPresent()) {
      return before.get();
    }
    RingVector coded =
        round.opened().trunk().isPresent() ? trunks.orElseThrow().vector(round) : sums(round);
    byte[] masked = participant.masked(round, coded).bytes();
    vault.keepVector(round.id(), masked);
    LOG.atInfo().addKeyValue("roundId", round.id()).log("This site's masked vector is ready");
    return masked;
  }

  /** Sums for a head, in fixed point. */
  private RingVector sums(Round round) throws IOException {
    HeadTerms terms = round.opened().head().orElseThrow();
    LocalRecords records = new LocalRecords(terms);
    log.all(Topics.OBSERVATION_DERIVED, records::take);
    log.all(Topics.PREDICTION_MADE, records::take);
    SufficientStatistics sums = records.sums();
    if (terms.privacy().isPresent()) {
      PrivacyTerms privacy = terms.privacy().get();
      vault.spend(round.id(), terms.property(), privacy.rho());
      sums =
          GaussianMechanism.noisy(
              sums, privacy, round.opened().sum().fewest(), participant.noiseSeed(round.id()));
    }
    int features = sums.features();
    LOG.atInfo()
        .addKeyValue("roundId", round.id())
        .addKeyValue("property", terms.property())
        .addKeyValue("count", records.count())
        .log("This site's sums are ready");
    return round
        .opened()
        .sum()
        .fixedPoint()
        .encode(sums.vector(), i -> SufficientStatistics.name(i, features));
  }

  /** The terms of a new round; empty while there is no model whose embeddings could be summed. */
  Optional<Step.Opened> opening(Wanted wanted, int sites) throws IOException {
    List<ModelReleased> releases = new ArrayList<>();
    log.all(Topics.MODEL_RELEASED, releases::add);
    return model(releases, config.modelDigest())
        .map(
            release -> {
              HeadTerms head =
                  new HeadTerms(
                      wanted.property(),
                      wanted.unit(),
                      release.getDigest(),
                      release.getEmbeddingSize(),
                      wanted.scale(),
                      config.budget().map(Budget::terms));
              int most = Math.max(sites, config.fewest());
              return new Step.Opened(
                  new SumTerms(head.length(), SumTerms.FRACTION_BITS, config.fewest(), most),
                  Optional.of(head));
            });
  }

  /** The last word on the named version, else on the champion. */
  static Optional<ModelReleased> model(Collection<ModelReleased> releases, Optional<String> named) {
    Optional<String> digest =
        named.or(() -> Rollout.of(releases).champion().map(Rollout.Word::digest));
    return releases.stream()
        .filter(each -> digest.equals(Optional.of(each.getDigest())))
        .max(Comparator.comparing(each -> each.getMeta().getId()));
  }
}
