package io.athanor.federation.app;

import io.athanor.event.HeadFederated;
import io.athanor.federation.round.Clerk;
import io.athanor.federation.round.HeadTerms;
import io.athanor.federation.round.Round;
import io.athanor.federation.round.RoundException;
import io.athanor.federation.round.Step;
import io.athanor.federation.round.Unmasking;
import io.athanor.schemas.identity.EventIds;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the rounds: says what this site owes, opens and ends some, takes home the sums. */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final String COURSE = "";

  private final FederationConfig config;
  private final String self;
  private final int sites;
  private final Site site;
  private final Optional<Trunks> trunks;
  private final Vault vault;
  private final Hub hub;
  private final OwnLog own;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Set<String> said = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Instant> asked = new HashMap<>();
  private String awaited = "";

  Desk(
      FederationConfig config,
      String self,
      int sites,
      Site site,
      Optional<Trunks> trunks,
      Vault vault,
      Hub hub,
      OwnLog own,
      Clock clock) {
    this.config = config;
    this.self = self;
    this.sites = sites;
    this.site = site;
    this.trunks = trunks;
    this.vault = vault;
    this.hub = hub;
    this.own = own;
    this.clock = clock;
  }

  /** Takes home the sums of rounds that are over, so that none is held longer than it must be. */
  void settle(HubFold fold) throws IOException {
    for (HubFold.Live live : fold.unsettled()) {
      String id = live.round().id();
      takeHome(live);
      if (live.round().joined().containsKey(self)) {
        vault.end(id);
      }
      said.removeIf(each -> each.startsWith(id));
      fold.settle(id);
    }
  }

  /** Says what is owed and opens what is due; only once all has been read. */
  void work(HubFold fold) throws IOException {
    for (HubFold.Live live : fold.rounds()) {
      if (live.round().phase() != Step.Phase.CLOSED) {
        takePart(live.round());
        coordinate(live);
      }
    }
    if (config.coordinates()) {
      open(fold);
      openCourse(fold);
    }
  }

  private void takePart(Round round) throws IOException {
    if (refused.contains(round.id())) {
      return;
    }
    Optional<String> refusal = site.refusal(round);
    if (refusal.isPresent()) {
      refused.add(round.id());
      LOG.atInfo()
          .addKeyValue("roundId", round.id())
          .addKeyValue("reason", refusal.get())
          .log("This site takes no part in a round");
      return;
    }
    try {
      for (Step step : site.next(round)) {
        say(round.id(), step);
      }
    } catch (IllegalArgumentException e) {
      refused.add(round.id());
      LOG.atError()
          .addKeyValue("roundId", round.id())
          .addKeyValue("reason", e.getMessage())
          .log("This site goes on no further in a round");
    }
  }

  private void coordinate(HubFold.Live live) {
    if (live.round().coordinator().equals(self)) {
      boolean trains =
          live.round().opened().trunk().isPresent() && live.round().phase() == Step.Phase.MASKING;
      Duration patience =
          trunks.filter(any -> trains).map(each -> each.plan().pass()).orElse(config.phase());
      boolean late = !clock.instant().isBefore(live.since().plus(patience));
      Clerk.next(live.round(), late, sites).ifPresent(step -> say(live.round().id(), step));
    }
  }

  private void open(HubFold fold) throws IOException {
    Instant now = clock.instant();
    for (Wanted wanted : config.wanted()) {
      Instant last = asked.getOrDefault(wanted.property(), Instant.EPOCH);
      for (HubFold.Live live : fold.rounds()) {
        if (live.round().coordinator().equals(self)
            && live.round()
                .opened()
                .head()
                .map(HeadTerms::property)
                .filter(wanted.property()::equals)
                .isPresent()
            && live.opened().isAfter(last)) {
          last = live.opened();
        }
      }
      if (last.plus(config.every()).isAfter(now)) {
        continue;
      }
      asked.put(wanted.property(), now);
      Optional<Step.Opened> opening = site.opening(wanted, sites);
      if (opening.isEmpty()) {
        LOG.atInfo()
            .addKeyValue("property", wanted.property())
            .log("No round is opened: there is no model yet");
      }
      opening.ifPresent(each -> hub.say(EventIds.random(now, random), each, now));
    }
  }

  /** The next sum of a course, where one is due. */
  private void openCourse(HubFold fold) throws IOException {
    Instant now = clock.instant();
    boolean isUnderWay =
        !awaited.isEmpty()
            && fold.rounds().stream().noneMatch(live -> live.round().id().equals(awaited));
    if (trunks.isEmpty()
        || isUnderWay
        || asked.getOrDefault(COURSE, Instant.EPOCH).plus(config.phase()).isAfter(now)) {
      return;
    }
    TrunkPlan plan = trunks.get().plan();
    Optional<Courses.Due> due = Courses.due(fold.rounds(), self, plan.every(), config.phase(), now);
    if (due.isEmpty()) {
      return;
    }
    Optional<Step.Opened> opening =
        trunks.get().opening(due.get(), EventIds.random(now, random), random.nextLong(), sites);
    if (opening.isEmpty()) {
      asked.put(COURSE, now);
      return;
    }
    awaited = EventIds.random(now, random);
    hub.say(awaited, opening.get(), now);
  }

  private void takeHome(HubFold.Live live) throws IOException {
    Round round = live.round();
    Optional<HeadTerms> head = round.opened().head();
    Optional<String> problem = round.closed().flatMap(Step.Closed::problem);
    if (problem.isPresent()) {
      LOG.atWarn()
          .addKeyValue("roundId", round.id())
          .addKeyValue("reason", problem.get())
          .log("A round gave no sum");
      return;
    }
    if (round.opened().trunk().isPresent()) {
      if (site.refusal(round).isEmpty()) {
        trunks.orElseThrow().take(round);
      }
      return;
    }
    if (!site.wants(round) || own.has(HeadEvents.key(head.orElseThrow()), round.id())) {
      return;
    }
    try {
      HeadFederated event =
          HeadEvents.of(
              round,
              Unmasking.sum(round),
              live.opened(),
              clock.instant(),
              vault.spent(head.get().property()));
      own.put(HeadEvents.key(head.get()), event);
      LOG.atInfo()
          .addKeyValue("roundId", round.id())
          .addKeyValue("property", head.get().property())
          .addKeyValue("sites", round.contributors().size())
          .log("A head came out of a round");
    } catch (RoundException | IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("roundId", round.id())
          .addKeyValue("reason", e.getMessage())
          .log("A round gave no sum that can be used");
    }
  }

  /** Says a step unless it has been and is only not back yet. */
  private void say(String round, Step step) {
    String name = round + "/" + name(step);
    if (said.add(name)) {
      try {
        hub.say(round, step, clock.instant());
      } catch (RuntimeException e) {
        said.remove(name);
        throw e;
      }
    }
  }

  private static String name(Step step) {
    String kind = step.getClass().getSimpleName();
    if (step instanceof Step.VectorSent each) {
      return kind + each.part();
    }
    return step instanceof Step.PhaseEnded each ? kind + each.phase() : kind;
  }
}
