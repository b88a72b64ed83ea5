package io.athanor.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MicroBatcherTest {
  @Test
  void shouldKeepOrderAndBoundsWhateverTheSizes() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int reserve = 1 + random.nextInt(8);
      int capacity = 2 * reserve + random.nextInt(20);
      int batchSize = 1 + random.nextInt(10);
      MicroBatcher<Integer> batcher =
          new MicroBatcher<>(capacity, reserve, batchSize, Duration.ZERO);
      List<Integer> taken = new ArrayList<>();
      int offered = 0;
      while (offered < 200) {
        int burst = 1 + random.nextInt(reserve);
        for (int item = 0; !batcher.congested() && item < burst; item++) {
          assertThat(batcher.offer(offered)).as("seed " + seed).isTrue();
          offered++;
        }
        assertThat(batcher.size()).as("seed " + seed).isLessThanOrEqualTo(capacity);
        if (batcher.congested() || (random.nextBoolean() && batcher.size() > 0)) {
          List<Integer> batch = batcher.take();
          assertThat(batch).as("seed " + seed).isNotEmpty().hasSizeLessThanOrEqualTo(batchSize);
          taken.addAll(batch);
        }
      }
      batcher.close();
      for (List<Integer> rest = batcher.take(); !rest.isEmpty(); rest = batcher.take()) {
        taken.addAll(rest);
      }
      assertThat(taken)
          .as("seed " + seed)
          .containsExactlyElementsOf(IntStream.range(0, offered).boxed().toList());
    }
  }

  @Test
  void shouldRefuseBeyondItsCapacity() {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(4, 2, 2, Duration.ZERO);
    for (int item = 0; item < 4; item++) {
      assertThat(batcher.offer(item)).isTrue();
    }
    assertThat(batcher.offer(4)).isFalse();
    assertThat(batcher.size()).isEqualTo(4);
  }

  @Test
  void shouldSignalPressureWithHysteresis() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(8, 2, 1, Duration.ZERO);
    for (int item = 0; item < 6; item++) {
      batcher.offer(item);
      assertThat(batcher.congested()).isFalse();
    }
    batcher.offer(6);
    assertThat(batcher.congested()).isTrue();
    batcher.take();
    batcher.take();
    assertThat(batcher.congested()).as("five of eight left").isTrue();
    batcher.take();
    assertThat(batcher.congested()).as("four of eight left").isFalse();
  }

  @Test
  void shouldWaitForAFirstItemAndThenOnlyItsDelay() throws Exception {
    MicroBatcher<String> batcher = new MicroBatcher<>(8, 2, 4, Duration.ofMillis(1));
    CompletableFuture<List<String>> batch =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return batcher.take();
              } catch (InterruptedException cause) {
                throw new IllegalStateException(cause);
              }
            });
    assertThat(batch).isNotDone();
    batcher.offer("only");
    assertThat(batch.get(10, TimeUnit.SECONDS)).containsExactly("only");
  }

  @Test
  void shouldNotWaitForTheDelayOnceTheBatchIsFull() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(8, 2, 2, Duration.ofDays(1));
    batcher.offer(1);
    batcher.offer(2);
    batcher.offer(3);
    assertThat(batcher.take()).containsExactly(1, 2);
  }

  @Test
  void shouldFillABatchByWeightAsWellAsByCount() throws Exception {
    MicroBatcher<Integer> batcher =
        new MicroBatcher<>(16, 2, 4, 10, Integer::longValue, Duration.ofDays(1));
    for (int weight : new int[] {1, 1, 1, 1, 6, 5, 70, 2, 9}) {
      batcher.offer(weight);
    }
    assertThat(batcher.take()).as("full by count").containsExactly(1, 1, 1, 1);
    assertThat(batcher.take()).as("the next would be too much").containsExactly(6);
    assertThat(batcher.take()).as("so would this").containsExactly(5);
    assertThat(batcher.take()).as("too heavy alone, and never held back").containsExactly(70);
    assertThat(batcher.take()).containsExactly(2);
    batcher.offer(1);
    assertThat(batcher.take()).as("full to the brim").containsExactly(9, 1);
  }

  @Test
  void shouldForgetTheWeightOfWhatIsDropped() throws Exception {
    MicroBatcher<Integer> batcher =
        new MicroBatcher<>(8, 2, 8, 10, Integer::longValue, Duration.ofMillis(1));
    batcher.offer(9);
    batcher.offer(3);
    batcher.removeIf(item -> item == 9);
    batcher.offer(7);
    assertThat(batcher.take()).containsExactly(3, 7);
  }

  @Test
  void shouldKeepOrderAndBudgetWhateverTheWeights() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int budget = 1 + random.nextInt(50);
      MicroBatcher<Integer> batcher =
          new MicroBatcher<>(300, 2, 7, budget, item -> item % 31, Duration.ZERO);
      IntStream.range(0, 200).forEach(batcher::offer);
      batcher.close();
      List<Integer> taken = new ArrayList<>();
      for (List<Integer> batch = batcher.take(); !batch.isEmpty(); batch = batcher.take()) {
        int weight = batch.stream().mapToInt(item -> item % 31).sum();
        assertThat(batch.size() == 1 || weight <= budget).as("seed " + seed).isTrue();
        assertThat(batch).hasSizeLessThanOrEqualTo(7);
        taken.addAll(batch);
      }
      assertThat(taken).containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
    }
  }

  @Test
  void shouldDropWhatIsUnwanted() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(8, 2, 8, Duration.ZERO);
    IntStream.range(0, 7).forEach(batcher::offer);
    batcher.removeIf(item -> item % 2 == 0);
    assertThat(batcher.congested()).isFalse();
    assertThat(batcher.take()).containsExactly(1, 3, 5);
  }

  @Test
  void shouldEndEmptyOnceClosed() throws Exception {
    MicroBatcher<Integer> batcher = new MicroBatcher<>(8, 2, 8, Duration.ofDays(1));
    batcher.offer(1);
    batcher.close();
    assertThat(batcher.offer(2)).isFalse();
    assertThat(batcher.take()).containsExactly(1);
    assertThat(batcher.take()).isEmpty();
    assertThat(batcher.awaitClosed(Duration.ofDays(1))).isTrue();
  }

  @Test
  void shouldRefuseAReserveThatCannotHold() {
    assertThatThrownBy(() -> new MicroBatcher<>(8, 5, 1, Duration.ZERO))
        .hasMessageContaining("reserve");
    assertThatThrownBy(() -> new MicroBatcher<>(8, 1, 0, Duration.ZERO))
        .hasMessageContaining("batchSize");
  }
}
