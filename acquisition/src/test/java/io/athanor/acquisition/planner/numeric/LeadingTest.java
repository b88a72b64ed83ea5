package io.athanor.acquisition.planner.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeadingTest {
  @Test
  void shouldFindWhatSortingFinds() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 2000; trial++) {
      int size = 1 + random.nextInt(60);
      double[] scores = new double[size];
      for (int i = 0; i < size; i++) {
        // many equal ones, zeros of either sign, some that nobody may choose, some without a value
        scores[i] =
            switch (random.nextInt(8)) {
              case 0 -> Double.NEGATIVE_INFINITY;
              case 1 -> trial % 3 == 0 ? Double.NaN : -0.0;
              case 2 -> -random.nextDouble();
              default -> random.nextInt(1 + trial % 20);
            };
      }
      int[] rows = IntStream.range(0, size).filter(i -> random.nextInt(5) > 0).toArray();
      int count = random.nextInt(size + 2);
      List<Integer> sorted =
          IntStream.of(rows)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(row -> -scores[row])
                      .thenComparing(row -> row))
              .limit(count)
              .toList();

      assertThat(Leading.order(rows, scores, count))
          .containsExactly(sorted.stream().mapToInt(i -> i).toArray());
      assertThat(Leading.rows(rows, scores, count))
          .containsExactly(sorted.stream().mapToInt(i -> i).sorted().toArray());
    }
  }
}
