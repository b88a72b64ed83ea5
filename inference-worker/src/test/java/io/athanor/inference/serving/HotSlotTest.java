package io.athanor.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HotSlotTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void shouldCloseTheOldOneOnlyAfterItsLastUser() {
    HotSlot<String> slot = new HotSlot<>("old", closed::add);
    HotSlot.Lease<String> first = slot.acquire();
    HotSlot.Lease<String> second = slot.acquire();
    assertThat(slot.swap("new")).isTrue();
    assertThat(first.value()).isEqualTo("old");
    assertThat(slot.peek()).isEqualTo("new");
    first.close();
    first.close();
    assertThat(closed).as("one user is left, however often the other leaves").isEmpty();
    second.close();
    assertThat(closed).containsExactly("old");
    slot.close();
    assertThat(closed).containsExactly("old", "new");
  }

  @Test
  void shouldCloseAtOnceWhatNobodyUses() {
    HotSlot<String> slot = new HotSlot<>("old", closed::add);
    slot.swap("new");
    assertThat(closed).containsExactly("old");
  }

  @Test
  void shouldServeNobodyOnceClosed() {
    HotSlot<String> slot = new HotSlot<>("old", closed::add);
    slot.close();
    slot.close();
    assertThatThrownBy(slot::acquire).isInstanceOf(IllegalStateException.class);
    assertThat(slot.swap("late")).isFalse();
    assertThat(slot.peek()).isNull();
    assertThat(closed).containsExactly("old", "late");
  }

  @Test
  void shouldNeverCloseUnderAUserWhateverTheThreadsDo() throws Exception {
    ConcurrentHashMap<Integer, AtomicBoolean> open = new ConcurrentHashMap<>();
    AtomicInteger violations = new AtomicInteger();
    AtomicInteger uses = new AtomicInteger();
    open.put(0, new AtomicBoolean(true));
    HotSlot<Integer> slot =
        new HotSlot<>(
            0,
            number -> {
              if (!open.get(number).getAndSet(false)) {
                violations.incrementAndGet(); // twice
              }
            });
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch used = new CountDownLatch(1_000);
    List<Thread> users = new ArrayList<>();
    for (int user = 0; user < 4; user++) {
      Thread thread =
          new Thread(
              () -> {
                while (!stop.get()) {
                  try (HotSlot.Lease<Integer> lease = slot.acquire()) {
                    Thread.onSpinWait();
                    if (!open.get(lease.value()).get()) {
                      violations.incrementAndGet();
                    }
                    uses.incrementAndGet();
                    used.countDown();
                  }
                }
              });
      thread.start();
      users.add(thread);
    }
    for (int number = 1; number <= 20_000; number++) {
      open.put(number, new AtomicBoolean(true));
      slot.swap(number);
    }
    used.await();
    stop.set(true);
    for (Thread user : users) {
      user.join();
    }
    slot.close();
    assertThat(violations).hasValue(0);
    assertThat(uses.get()).isPositive();
    assertThat(open.values()).as("all closed in the end").noneMatch(AtomicBoolean::get);
  }
}
