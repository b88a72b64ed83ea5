package io.athanor.acquisition.planner.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PendingBatchTest {
  private static final int SIZE = 32;
  private static final double NOISE = 0.5;

  static List<Merit> merits() {
    return CandidateHeadTest.merits();
  }

  /** Brings every candidate up to date before each pick. */
  private static List<Integer> exhaustive(CandidateHead head, Merit merit) {
    CandidateBlocks candidates = head.candidates();
    WeightCovariance covariance = head.posterior().weightCovariance();
    double[] variances = new double[candidates.rows()];
    boolean[] taken = new boolean[candidates.rows()];
    for (int row = 0; row < variances.length; row++) {
      variances[row] = head.moments().variance(row);
      taken[row] = head.moments().isTaken(row);
    }
    List<Integer> picks = new ArrayList<>();
    while (picks.size() < SIZE) {
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < variances.length; row++) {
        double deviation = Math.sqrt(head.posterior().noiseVariance() * variances[row]);
        double value = merit.of(head.mean(row), deviation);
        if (!taken[row] && value > most) {
          best = row;
          most = value;
        }
      }
      picks.add(best);
      taken[best] = true;
      double[] gain = covariance.times(candidates.row(best));
      double q = NOISE + Vectors.dot(candidates.row(best), gain);
      covariance.narrow(gain, q);
      for (int row = 0; row < variances.length; row++) {
        double product = candidates.dotRow(row, gain);
        variances[row] -= product * product * (1 / q);
      }
    }
    return picks;
  }

  @ParameterizedTest
  @MethodSource("merits")
  void shouldGiveWhatTheExhaustiveSearchGives(Merit merit) {
    CandidateHead head = CandidateHeadTest.head(CandidateHeadTest.candidates(6_000));
    CandidateHeadTest.observe(head, new SplittableRandom(5), 40, merit);
    PendingBatch batch = new PendingBatch(head, merit, NOISE);
    List<Integer> picks = batch.next(SIZE).stream().map(CandidateHead.Pick::row).toList();
    assertThat(picks).doesNotHaveDuplicates().isEqualTo(exhaustive(head, merit));
    // exhaustive search makes 31; the promise is 40
    assertThat(batch.passes()).isLessThan(31);
  }

  @ParameterizedTest
  @MethodSource("merits")
  void shouldStopWhereNothingIsFree(Merit merit) {
    CandidateHead head = CandidateHeadTest.head(CandidateHeadTest.candidates(5));
    head.setTaken(3, true);
    PendingBatch batch = new PendingBatch(head, merit, NOISE);
    assertThat(batch.next(SIZE).stream().map(CandidateHead.Pick::row))
        .containsExactlyInAnyOrder(0, 1, 2, 4);
  }
}
