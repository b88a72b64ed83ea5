package io.athanor.schemas.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Repeated;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds for every log, however senseless: thousands of random ones, each from its seed. */
class ExperimentLifecycleLawTest {
  private static final int LOGS = 5_000;
  private static final int STEPS = 40;

  @Test
  void shouldKeepItsPromisesWhateverIsWritten() {
    Map<ExperimentState, Integer> ends = new EnumMap<>(ExperimentState.class);
    int repeats = 0;
    int furthest = 0;
    for (long seed = 0; seed < LOGS; seed++) {
      ExperimentLifecycle state = start(seed);
      Map<Integer, String> holders = new HashMap<>();
      Map<Integer, Integer> permissions = new TreeMap<>();
      for (ExperimentProgressed step : log(seed)) {
        Transition transition = state.on(step);
        if (transition instanceof Accepted accepted) {
          check(seed, state, step, accepted.next());
          if (step.getState() == ExperimentState.RUNNING) {
            permissions.merge(((Held) accepted.next()).step(), 1, Integer::sum);
          }
          if (accepted.next() instanceof Held held) {
            assertThat(holders.putIfAbsent(held.epoch(), held.worker()))
                .as("seed %s: holder of epoch %s", seed, held.epoch())
                .isIn(null, held.worker());
          }
          state = accepted.next();
        } else if (transition instanceof Repeated repeated) {
          assertThat(repeated.same()).as("seed %s", seed).isSameAs(state);
          repeats++;
        }
      }
      assertThat(permissions.values())
          .as("seed %s: permissions to actuate each step", seed)
          .allMatch(count -> count == 1);
      furthest = Math.max(furthest, permissions.size());
      ends.merge(state.state(), 1, Integer::sum);
    }
    // the random logs went everywhere, or the promises above were not tried
    assertThat(ends)
        .containsKeys(
            ExperimentState.SUCCEEDED,
            ExperimentState.FAILED,
            ExperimentState.CANCELLED,
            ExperimentState.EXPIRED,
            ExperimentState.REJECTED,
            ExperimentState.RETRACTED);
    assertThat(furthest).as("steps of a recipe that one log did").isEqualTo(3);
    assertThat(repeats).isPositive();
  }

  @Test
  void shouldGiveTheSameStateForTheSameLogFromAnyPrefix() {
    for (long seed = 0; seed < LOGS / 5; seed++) {
      List<ExperimentProgressed> log = log(seed);
      ExperimentLifecycle whole = fold(start(seed), log);
      for (int cut = 0; cut <= log.size(); cut += 7) {
        ExperimentLifecycle resumed =
            fold(fold(start(seed), log.subList(0, cut)), log.subList(cut, log.size()));
        assertThat(resumed).as("seed %s, cut at %s", seed, cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void shouldRepeatTheStepThatMadeTheState() {
    for (long seed = 0; seed < LOGS / 5; seed++) {
      ExperimentLifecycle state = start(seed);
      for (ExperimentProgressed step : log(seed)) {
        if (state.on(step) instanceof Accepted accepted) {
          state = accepted.next();
          if (step.getState() != ExperimentState.PARTIAL || step.getStepDone()) {
            assertThat(state.on(step)).as("seed %s: %s", seed, step).isEqualTo(new Repeated(state));
          } else {
            assertThat(fold(state, List.of(step))).as("seed %s: renewal", seed).isEqualTo(state);
          }
        }
      }
    }
  }

  private static void check(
      long seed, ExperimentLifecycle before, ExperimentProgressed step, ExperimentLifecycle after) {
    assertThat(before.isEnded()).as("seed %s: an ended experiment changed", seed).isFalse();
    assertThat(after.epoch()).as("seed %s", seed).isBetween(before.epoch(), before.epoch() + 1);
    if (step.getState() == ExperimentState.LEASED) {
      assertThat(step.getLeaseEpoch()).as("seed %s", seed).isEqualTo(before.epoch() + 1);
    } else if (step.getLeaseEpoch() != 0) {
      assertThat(step.getLeaseEpoch()).as("seed %s: stale epoch", seed).isEqualTo(before.epoch());
    }
    if (before instanceof Held held && step.getState() != ExperimentState.EXPIRED) {
      // only the holder, or the owner of the campaign who names no worker
      assertThat(step.getWorker())
          .as("seed %s: %s", seed, step)
          .isIn(held.worker(), step.getState() == ExperimentState.CANCELLED ? null : held.worker());
    }
    if (after.state() == ExperimentState.SUCCEEDED) {
      assertThat(before.state()).as("seed %s", seed).isEqualTo(ExperimentState.RUNNING);
    }
    if (after.state() == ExperimentState.LEASED) {
      assertThat(before).as("seed %s", seed).isInstanceOf(Proposed.class);
      Proposed free = (Proposed) before;
      assertThat(
              free.terms().scheduled()
                  ? free.offeredTo()
                  : Optional.ofNullable(step.getInstrumentId()))
          .as("seed %s: leased where it was offered", seed)
          .isEqualTo(Optional.ofNullable(step.getInstrumentId()));
    }
    if (after.state() == ExperimentState.RETRACTED || after.state() == ExperimentState.REJECTED) {
      assertThat(before)
          .as("seed %s: withdrawn from whoever held it", seed)
          .isNotInstanceOf(Held.class);
    }
  }

  /** Of every kind: with and without approval and schedule, of one step and of several. */
  private static ExperimentLifecycle start(long seed) {
    int kind = (int) (seed % 12);
    return ExperimentLifecycle.proposed(
        new Terms(Steps.at(120), kind % 2 == 1, kind / 2 % 2 == 1, 1 + kind / 4));
  }

  private static ExperimentLifecycle fold(
      ExperimentLifecycle start, List<ExperimentProgressed> log) {
    ExperimentLifecycle state = start;
    for (ExperimentProgressed step : log) {
      if (state.on(step) instanceof Accepted accepted) {
        state = accepted.next();
      }
    }
    return state;
  }

  private static List<ExperimentProgressed> log(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ExperimentProgressed> log = new ArrayList<>();
    Instant now = Steps.START;
    ExperimentLifecycle state = start(seed);
    for (int ordinal = 0; ordinal < STEPS; ordinal++) {
      now = now.plusSeconds(random.nextInt(8));
      // senseless steps alone would never get through a recipe
      ExperimentProgressed step =
          random.nextInt(3) == 0
              ? Steps.next(state, ordinal, now)
              : Steps.random(random, ordinal, now);
      log.add(step);
      state = state.on(step) instanceof Accepted accepted ? accepted.next() : state;
    }
    return log;
  }
}
