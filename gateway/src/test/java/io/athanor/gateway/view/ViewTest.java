package io.athanor.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.Meta;
import io.athanor.gateway.Events;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ViewTest {
  private static final String CAMPAIGN = "a";
  private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

  /** Whatever workers claim and say, and in whatever order topics are read. */
  @Test
  void shouldHaveOneHolderPerEpochAndOneRunPerExperiment() {
    int leases = 0;
    int runs = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      List<ExperimentProposed> proposals = proposals();
      List<ExperimentProgressed> steps = steps(random);
      View view = new View(InstantSource.fixed(START), millis -> {});
      tell(view, proposals, steps, random);
      List<ExperimentProgressed> held =
          view.feed(CAMPAIGN, 0, Integer.MAX_VALUE).stream()
              .filter(each -> each.event() instanceof ExperimentProgressed)
              .map(each -> (ExperimentProgressed) each.event())
              .toList();

      Set<String> epochs = new HashSet<>();
      Set<String> running = new HashSet<>();
      for (ExperimentProgressed each : held) {
        if (each.getState() == ExperimentState.LEASED) {
          leases++;
          assertThat(epochs.add(each.getExperimentId() + "/" + each.getLeaseEpoch()))
              .as("seed %d: one lease of %s", seed, each)
              .isTrue();
        } else if (each.getState() == ExperimentState.RUNNING) {
          runs++;
          assertThat(running.add(each.getExperimentId())).as("seed %d: one run", seed).isTrue();
        }
      }
    }
    assertThat(leases).isGreaterThan(500);
    assertThat(runs).isGreaterThan(100);
  }

  @Test
  void shouldNotDependOnTheOrderBetweenTopics() {
    for (int seed = 0; seed < 200; seed++) {
      List<ExperimentProposed> proposals = proposals();
      List<ExperimentProgressed> steps = steps(new Random(seed));
      Map<String, ExperimentLifecycle> expected = null;
      for (int order = 0; order < 5; order++) {
        View view = new View(InstantSource.fixed(START), millis -> {});
        tell(view, proposals, steps, new Random(1_000L * seed + order));
        Map<String, ExperimentLifecycle> states = states(view);
        assertThat(states).hasSize(proposals.size());
        if (expected != null) {
          assertThat(states).as("seed %d, order %d", seed, order).isEqualTo(expected);
        }
        expected = states;
      }
    }
  }

  /** A reader that breaks off anywhere and resumes at any view sees everything once. */
  @Test
  void shouldResumeAtAnyCursorInAnyView() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<ExperimentProposed> proposals = proposals();
      List<ExperimentProgressed> steps = steps(new Random(seed));
      View first = new View(InstantSource.fixed(START), millis -> {});
      View second = new View(InstantSource.fixed(START), millis -> {});
      tell(first, proposals, steps, null);
      tell(second, proposals, steps, null);
      List<FeedItem> all = first.feed(CAMPAIGN, 0, Integer.MAX_VALUE);

      List<Position> seen = new ArrayList<>();
      Cursor cursor = new Cursor();
      int cut = random.nextInt(all.size() + 1);
      read(all.subList(0, cut), cursor, seen);
      read(second.feed(CAMPAIGN, 0, Integer.MAX_VALUE), Cursor.parse(cursor.toString()), seen);

      assertThat(seen)
          .as("seed %d, cut %d", seed, cut)
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(all.stream().map(FeedItem::position).toList());
    }
  }

  @Test
  void shouldTellATenantOfTheStopOfItsInstrumentWhoeverSaysIt() {
    View view = new View(InstantSource.fixed(START), millis -> {});
    InstrumentRegistered oven =
        InstrumentRegistered.newBuilder()
            .setMeta(Meta.newBuilder(Events.meta("i", START)).setTenant("lab-a").build())
            .setInstrumentId("oven")
            .setName("oven")
            .setTechniques(List.of("annealing"))
            .setEnvelope(Map.of())
            .build();
    view.on(new Position(Topics.INSTRUMENT_REGISTERED.name(), 0, 0), oven);
    HaltDeclared halt =
        HaltDeclared.newBuilder()
            .setMeta(Events.meta("h", START))
            .setScope("instrument/oven")
            .setHalted(true)
            .setEpoch(1)
            .setBy("safety")
            .build();
    assertThat(view.isNewsForTenant(halt, "lab-a")).isTrue();
    assertThat(view.isNewsForTenant(halt, "lab-b")).isFalse();
    assertThat(view.isNewsForTenant(halt, null)).as("its tenant has said it").isTrue();
  }

  @Test
  void shouldTellWhatBecameOfAStep() {
    View view = new View(InstantSource.fixed(START), millis -> {});
    var outcome = view.outcomeOf("step");
    Position position = new Position(Topics.EXPERIMENT_PROGRESSED.name(), 0, 0);
    var reached = view.reaching(position);
    view.on(new Position(Topics.EXPERIMENT_PROPOSED.name(), 0, 0), proposals().get(0));

    view.on(position, step("step", "a-e0", ExperimentState.LEASED, 1, "w", START));
    assertThat(outcome)
        .isCompletedWithValueMatching(ExperimentLifecycle.Accepted.class::isInstance);
    assertThat(reached).isNotDone();
    view.passed(Topics.EXPERIMENT_PROGRESSED.name(), 0, 1);
    assertThat(reached).isCompleted();
  }

  private static void read(List<FeedItem> items, Cursor cursor, List<Position> seen) {
    for (FeedItem item : items) {
      if (!cursor.hasPassed(item.position())) {
        cursor.advance(item.position());
        seen.add(item.position());
      }
    }
  }

  private static Map<String, ExperimentLifecycle> states(View view) {
    Map<String, ExperimentLifecycle> states = new TreeMap<>();
    for (int ordinal = 0; ordinal < 4; ordinal++) {
      view.experiment("a-e" + ordinal)
          .ifPresent(each -> states.put(each.proposal().getExperimentId(), each.lifecycle()));
    }
    return states;
  }

  /** Interleaves the two topics at random; proposals first where there is no randomness. */
  private static void tell(
      View view,
      List<ExperimentProposed> proposals,
      List<ExperimentProgressed> steps,
      Random random) {
    int proposed = 0;
    int stepped = 0;
    while (proposed < proposals.size() || stepped < steps.size()) {
      boolean next = random == null ? proposed < proposals.size() : random.nextInt(3) == 0;
      if (proposed < proposals.size() && (next || stepped == steps.size())) {
        view.on(
            new Position(Topics.EXPERIMENT_PROPOSED.name(), 0, proposed), proposals.get(proposed));
        proposed++;
      } else if (stepped < steps.size()) {
        view.on(new Position(Topics.EXPERIMENT_PROGRESSED.name(), 0, stepped), steps.get(stepped));
        stepped++;
      }
    }
  }

  private static List<ExperimentProposed> proposals() {
    List<ExperimentProposed> proposals = new ArrayList<>();
    for (int ordinal = 0; ordinal < 4; ordinal++) {
      proposals.add(Events.proposal(CAMPAIGN, ordinal, START.plusSeconds(3600), START, START));
    }
    return proposals;
  }

  private static List<ExperimentProgressed> steps(Random random) {
    List<ExperimentState> states =
        List.of(
            ExperimentState.LEASED,
            ExperimentState.LEASED,
            ExperimentState.LEASED,
            ExperimentState.RUNNING,
            ExperimentState.RUNNING,
            ExperimentState.PARTIAL,
            ExperimentState.EXPIRED,
            ExperimentState.SUCCEEDED,
            ExperimentState.FAILED);
    List<ExperimentProgressed> steps = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean again = i > 0 && random.nextInt(6) == 0;
      if (again) {
        steps.add(steps.get(random.nextInt(steps.size())));
      } else {
        steps.add(
            step(
                "step-" + i,
                "a-e" + random.nextInt(4),
                states.get(random.nextInt(states.size())),
                1 + random.nextInt(2),
                "w" + random.nextInt(2),
                START.plusSeconds(20L * i)));
      }
    }
    return steps;
  }

  private static ExperimentProgressed step(
      String id, String experiment, ExperimentState state, int epoch, String worker, Instant at) {
    return ExperimentProgressed.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(id)
                .setSource("test")
                .setOccurredAt(at)
                .setRecordedAt(at)
                .setCausedBy(List.of())
                .build())
        .setCampaignId(CAMPAIGN)
        .setExperimentId(experiment)
        .setState(state)
        .setLeaseEpoch(epoch)
        .setWorker(worker)
        .setLeaseExpiresAt(at.plusSeconds(120))
        .setSampleIds(List.of())
        .build();
  }
}
