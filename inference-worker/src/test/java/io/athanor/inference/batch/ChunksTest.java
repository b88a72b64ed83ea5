package io.athanor.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunksTest {
  @Test
  void shouldCutWhereTheBudgetIsUsedUp() {
    assertThat(Chunks.of(List.of(3, 3, 4, 5, 6, 1), Integer::longValue, 10))
        .containsExactly(List.of(3, 3, 4), List.of(5), List.of(6, 1));
  }

  @Test
  void shouldGiveWhatIsTooHeavyAPartOfItsOwn() {
    assertThat(Chunks.of(List.of(1, 50, 1, 1), Integer::longValue, 10))
        .containsExactly(List.of(1), List.of(50), List.of(1, 1));
    assertThat(Chunks.of(List.<Integer>of(), Integer::longValue, 10)).isEmpty();
  }

  @Test
  void shouldLoseNothingAndKeepTheOrderWhateverTheWeights() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Integer> items = new ArrayList<>();
      for (int item = 0; item < random.nextInt(60); item++) {
        items.add(random.nextInt(30));
      }
      int budget = 1 + random.nextInt(40);
      List<List<Integer>> chunks = Chunks.of(items, Integer::longValue, budget);
      assertThat(chunks.stream().flatMap(List::stream).toList()).isEqualTo(items);
      for (List<Integer> chunk : chunks) {
        int weight = chunk.stream().mapToInt(Integer::intValue).sum();
        assertThat(chunk.size() == 1 || weight <= budget).as("seed " + seed).isTrue();
      }
      for (int next = 1; next < chunks.size(); next++) {
        int full = chunks.get(next - 1).stream().mapToInt(Integer::intValue).sum();
        assertThat(full + chunks.get(next).get(0)).as("seed " + seed).isGreaterThan(budget);
      }
    }
  }
}
