package io.athanor.acquisition.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.acquisition.conformal.IntervalLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** States that a store keeps: watches, and the objective of coverage. */
class ModelStateTest {
  private static Residual residual(SplittableRandom random, int event) {
    return new Residual(
        random.nextGaussian() * (event < 100 ? 1 : 4),
        0,
        1,
        Optional.of("i" + event % 2),
        "reading " + event);
  }

  @Test
  void shouldWatchTheSameAfterEveryRestart() {
    SplittableRandom random = new SplittableRandom(3);
    ResidualWatch whole = ResidualWatch.begin(-9);
    ResidualWatch restarted = ResidualWatch.begin(-9);
    int found = 0;
    for (int i = 0; i < 300; i++) {
      Residual next = residual(random, i);
      ResidualWatch.Step step = whole.after(next);
      ResidualWatch.Step again = WatchBytes.of(WatchBytes.of(restarted)).after(next);
      assertThat(again.found()).isEqualTo(step.found());
      found += step.found().isPresent() ? 1 : 0;
      whole = step.watch();
      restarted = again.watch();
    }
    assertThat(found).isEqualTo(1);
    assertThat(WatchBytes.of(restarted)).isEqualTo(WatchBytes.of(whole));
    assertThatThrownBy(() -> WatchBytes.of(new byte[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("end too early");
  }

  @Test
  void shouldCompareWindowsOfEmbeddingsWithTheFirst() {
    SplittableRandom random = new SplittableRandom(5);
    EmbeddingWatch watch = EmbeddingWatch.begin(1);
    List<Integer> moved = new ArrayList<>();
    int settled = 0;
    for (int i = 0; i < 10 * EmbeddingWatch.SAMPLE; i++) {
      float[] embedding = new float[6];
      for (int d = 0; d < embedding.length; d++) {
        double level = i >= 7 * EmbeddingWatch.SAMPLE && d == 0 ? 2 : 0;
        embedding[d] = (float) (random.nextGaussian() + level);
      }
      EmbeddingWatch.Step step = watch.after(embedding);
      watch = step.watch();
      if (step.settled()) {
        settled++;
        watch = EmbeddingWatch.ofBytes(watch.toBytes());
      }
      if (step.moved().isPresent()) {
        moved.add(i);
        assertThat(ModelAlarms.embeddings(step.moved().get()).message())
            .contains("elsewhere in latent space");
      }
    }
    assertThat(moved)
        .as("said once: it is the reference then")
        .containsExactly(8 * EmbeddingWatch.SAMPLE - 1);
    assertThat(settled).isEqualTo(10);
    assertThat(watch.after(new float[3]).settled()).as("another length").isFalse();
    assertThatThrownBy(() -> EmbeddingWatch.ofBytes(new byte[4]))
        .hasMessageContaining("embeddings: 4 bytes");
  }

  @Test
  void shouldPassOverEmbeddingsThatAreNotFinite() {
    SplittableRandom random = new SplittableRandom(6);
    EmbeddingWatch watch = EmbeddingWatch.begin(1);
    int settled = 0;
    for (int i = 0; i < 2 * EmbeddingWatch.SAMPLE; i++) {
      watch = watch.after(new float[] {Float.NaN, 1}).watch();
      watch = watch.after(new float[] {0, Float.POSITIVE_INFINITY}).watch();
      float[] embedding = {(float) random.nextGaussian(), (float) random.nextGaussian()};
      EmbeddingWatch.Step step = watch.after(embedding);
      watch = step.watch();
      settled += step.settled() ? 1 : 0;
      assertThat(step.moved()).isEmpty();
    }
    assertThat(settled).isEqualTo(2);
  }

  @Test
  void shouldTellWhatIsRepairedFromWhatCannotBeHeld() {
    IntervalLedger ledger = IntervalLedger.begin(0.9);
    CoverageObjective objective = CoverageObjective.KEPT;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 420; i++) {
      boolean bad = i >= 120 && i < 300;
      double score = i % (bad ? 2 : 12) == 0 ? 1.5 : 0.5;
      ledger = ledger.after(score, ledger.repair().factor());
      CoverageObjective.Step step = objective.after(ledger, ledger.ownCoverage());
      objective = step.objective();
      if (step.word() != CoverageObjective.Word.NONE) {
        words.add(i + " " + step.word());
      }
    }
    assertThat(words).hasSize(2);
    assertThat(words.get(0)).endsWith("BROKEN");
    assertThat(words.get(1)).endsWith("NOT_HELD");
    assertThat(Integer.parseInt(words.get(0).split(" ")[0])).isBetween(130, 170);
    assertThat(Integer.parseInt(words.get(1).split(" ")[0])).isBetween(230, 290);
    assertThat(objective).as("kept again").isEqualTo(CoverageObjective.KEPT);
  }

  @Test
  void shouldDiscountOnlyWhatIsConcerned() {
    Movement level = new Movement(40, 12, -2, -2, 1, 1, "e", Optional.empty());
    Discount old = Discount.of(level, 0.25, 40).orElseThrow();
    assertThat(old.of(39, Optional.of("a"))).isEqualTo(12);
    assertThat(old.of(40, Optional.of("a"))).isZero();
    Movement liar = new Movement(0, 12, 0, 0, 3, 5, "e", Optional.of("a"));
    Discount own = Discount.of(liar, 0.5, 10).orElseThrow();
    assertThat(own.of(10, Optional.of("a"))).isEqualTo(25);
    assertThat(own.of(10, Optional.of("b"))).isZero();
    assertThat(own.of(9, Optional.of("a"))).isZero();
    Movement wider = new Movement(40, 12, 0, 0, 3, 5, "e", Optional.empty());
    assertThat(Discount.of(wider, 0.25, 40)).as("earlier outcomes are no worse").isEmpty();
    assertThat(Discount.of(level, 1, 40)).as("full weight").isEmpty();
    assertThatThrownBy(() -> new Discount(3, 2, Optional.empty(), 1))
        .hasMessageContaining("discount: from 3 to 2");
  }
}
