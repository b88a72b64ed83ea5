package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);
  private final Assignment assignment = new Assignment();

  @Test
  void shouldVoidWhatWasFetchedBeforeARevocation() {
    assignment.assigned(List.of(ZERO, ONE));
    long zero = assignment.epoch(ZERO);
    long one = assignment.epoch(ONE);
    assignment.revoked(List.of(ZERO));
    assertThat(assignment.isCurrent(ZERO, zero)).isFalse();
    assertThat(assignment.isCurrent(ONE, one)).isTrue();
    assignment.assigned(List.of(ZERO));
    assertThat(assignment.isCurrent(ZERO, zero)).as("fetched under the old assignment").isFalse();
    assertThat(assignment.isCurrent(ZERO, assignment.epoch(ZERO))).isTrue();
  }

  @Test
  void shouldVoidEverythingUntilSoughtAfterAFailure() {
    assignment.assigned(List.of(ZERO));
    long before = assignment.epoch(ZERO);
    assignment.invalidate();
    assertThat(assignment.seekPending()).isTrue();
    assertThat(assignment.isCurrent(ZERO, before)).isFalse();
    assertThat(assignment.epoch(ZERO)).as("nothing may be fetched yet").isEqualTo(-1);
    assignment.sought();
    assertThat(assignment.isCurrent(ZERO, before)).isFalse();
    assertThat(assignment.isCurrent(ZERO, assignment.epoch(ZERO))).isTrue();
  }

  @Test
  void shouldNeverHoldWhatItWasNotGiven() {
    assertThat(assignment.epoch(ZERO)).isEqualTo(-1);
    assertThat(assignment.isCurrent(ZERO, -1)).isFalse();
  }

  @Test
  void shouldMakeARevocationWaitForACommit() throws Exception {
    assignment.assigned(List.of(ZERO));
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    CompletableFuture<Void> commit =
        CompletableFuture.runAsync(
            () ->
                assignment.whileHeld(
                    () -> {
                      committing.countDown();
                      await(finish);
                    }));
    assertThat(committing.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> revocation =
        CompletableFuture.runAsync(() -> assignment.revoked(List.of(ZERO)));
    assertThat(revocation).isNotDone();
    finish.countDown();
    commit.get(10, TimeUnit.SECONDS);
    revocation.get(10, TimeUnit.SECONDS);
    assertThat(assignment.epoch(ZERO)).isEqualTo(-1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }
}
