package io.athanor.schemas.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Held;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Repeated;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds for every log, however senseless: thousands of random ones, each from its seed. */
class ExperimentLifecycleLawTest {
  private static final int LOGS = 5_000;
  private static final int STEPS = 40;

  @Test
  void shouldKeepItsPromisesWhateverIsWritten() {
    Map<ExperimentState, Integer> ends = new EnumMap<>(ExperimentState.class);
    int repeats = 0;
    for (long seed = 0; seed < LOGS; seed++) {
      ExperimentLifecycle state = start();
      Map<Integer, String> holders = new HashMap<>();
      int permissions = 0;
      for (ExperimentProgressed step : log(seed)) {
        Transition transition = state.on(step);
        if (transition instanceof Accepted accepted) {
          check(seed, state, step, accepted.next());
          permissions += step.getState() == ExperimentState.RUNNING ? 1 : 0;
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
      assertThat(permissions).as("seed %s: permissions to actuate", seed).isLessThanOrEqualTo(1);
      ends.merge(state.state(), 1, Integer::sum);
    }
    // the random logs went everywhere, or the promises above were not tried
    assertThat(ends)
        .containsKeys(
            ExperimentState.SUCCEEDED,
            ExperimentState.FAILED,
            ExperimentState.CANCELLED,
            ExperimentState.EXPIRED);
    assertThat(repeats).isPositive();
  }

  @Test
  void shouldGiveTheSameStateForTheSameLogFromAnyPrefix() {
    for (long seed = 0; seed < LOGS / 5; seed++) {
      List<ExperimentProgressed> log = log(seed);
      ExperimentLifecycle whole = fold(start(), log);
      for (int cut = 0; cut <= log.size(); cut += 7) {
        ExperimentLifecycle resumed =
            fold(fold(start(), log.subList(0, cut)), log.subList(cut, log.size()));
        assertThat(resumed).as("seed %s, cut at %s", seed, cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void shouldRepeatTheStepThatMadeTheState() {
    for (long seed = 0; seed < LOGS / 5; seed++) {
      ExperimentLifecycle state = start();
      for (ExperimentProgressed step : log(seed)) {
        if (state.on(step) instanceof Accepted accepted) {
          state = accepted.next();
          if (step.getState() != ExperimentState.PARTIAL) {
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
  }

  private static ExperimentLifecycle start() {
    return ExperimentLifecycle.proposed(Steps.at(120));
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
    for (int ordinal = 0; ordinal < STEPS; ordinal++) {
      now = now.plusSeconds(random.nextInt(8));
      log.add(Steps.random(random, ordinal, now));
    }
    return log;
  }
}
