package io.athanor.loadtests.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  /** A clock that moves by a fixed step at each look. */
  private static final class SteppingClock {
    private long now;

    long next() {
      now += 100_000;
      return now;
    }
  }

  @Test
  void shouldKeepTheScheduleWhenTheSenderStalls() {
    SteppingClock clock = new SteppingClock();
    List<Long> due = new ArrayList<>();
    new OpenLoop(clock::next)
        .run(
            100,
            1_000,
            (ordinal, dueNanos) -> {
              due.add(dueNanos);
              if (ordinal == 10) {
                clock.now += 50_000_000;
              }
            });
    assertThat(due).hasSize(100);
    for (int ordinal = 0; ordinal < due.size(); ordinal++) {
      assertThat(due.get(ordinal) - due.get(0)).isEqualTo(ordinal * 1_000_000L);
    }
  }

  @Test
  void shouldRefuseAnImpossibleRate() {
    assertThatThrownBy(() -> new OpenLoop(System::nanoTime).run(1, 0, (ordinal, due) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldCountLatencyFromTheDueTimeAndRepeatsOnce() {
    Arrivals arrivals = new Arrivals(3);
    arrivals.due(0, 0);
    arrivals.due(1, 1_000_000);
    arrivals.due(2, 2_000_000);
    arrivals.arrived(0, 500_000);
    arrivals.arrived(1, 5_000_000);
    arrivals.arrived(1, 6_000_000);
    assertThat(arrivals.distinct()).isEqualTo(2);
    assertThat(arrivals.repeated()).isEqualTo(1);
    assertThat(arrivals.missing()).isEqualTo(1);
    assertThat(arrivals.latencyMicros(0, 3).getMaxValue()).isBetween(3_998L, 4_003L);
    assertThat(arrivals.latencyMicros(2, 3).getTotalCount()).isZero();
  }
}
