package io.athanor.acquisition.planner.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CandidateHeadTest {
  private static final int D = 9;
  private static final double VARIANCE = 10;

  static List<Merit> merits() {
    return List.of(
        new Merit.UpperConfidenceBound(2),
        new Merit.LogExpectedImprovement(1.5),
        new Merit.LogExpectedImprovement(-3),
        new Merit.Deviation());
  }

  static CandidateBlocks candidates(int rows) {
    double[] cells = new SplittableRandom(8).doubles(rows * (long) D, -1, 1).toArray();
    return new CandidateBlocks(rows, D, (row, c) -> c == 0 ? 1 : cells[row * D + c]);
  }

  static CandidateHead head(CandidateBlocks candidates) {
    return new CandidateHead(candidates, new LinearPosterior(new double[D], VARIANCE, 2, 0.2));
  }

  /** Takes in the values of these rows: a plane and noise. */
  static void observe(CandidateHead head, SplittableRandom random, int count, Merit merit) {
    for (int i = 0; i < count; i++) {
      int row = random.nextInt(head.candidates().rows());
      double[] x = head.candidates().row(row);
      head.observe(x, x[1] - 2 * x[2] + 0.3 * (random.nextDouble() - 0.5), 1, merit);
      head.setTaken(row, true);
    }
  }

  @Test
  void shouldStayWithinOneBillionthOfARefit() {
    CandidateBlocks candidates = candidates(9 * CandidateBlocks.LANES + 7);
    CandidateHead head = head(candidates);
    SplittableRandom random = new SplittableRandom(1);
    SimpleMatrix precision = SimpleMatrix.identity(D).scale(1 / VARIANCE);
    SimpleMatrix moment = new SimpleMatrix(D, 1);
    double squares = 0;
    int n = 1_500;
    for (int i = 0; i < n; i++) {
      double[] features = candidates.row(random.nextInt(candidates.rows()));
      double target = features[1] + 0.2 * random.nextDouble();
      head.observe(features, target, 1, new Merit.UpperConfidenceBound(1));
      SimpleMatrix x = new SimpleMatrix(D, 1, true, features);
      precision = precision.plus(x.mult(x.transpose()));
      moment = moment.plus(x.scale(target));
      squares += target * target;
    }
    SimpleMatrix covariance = precision.invert();
    SimpleMatrix weights = covariance.mult(moment);
    double noise = (0.2 + 0.5 * (squares - weights.dot(moment))) / (2 + n / 2.0 - 1);
    double worst = 0;
    for (int row = 0; row < candidates.rows(); row++) {
      SimpleMatrix x = new SimpleMatrix(D, 1, true, candidates.row(row));
      double variance = noise * x.dot(covariance.mult(x));
      worst = Math.max(worst, Math.abs(head.variance(row) / variance - 1));
      worst = Math.max(worst, Math.abs(head.mean(row) - weights.dot(x)) / weights.normF());
    }
    assertThat(worst).isLessThan(1e-9);
  }

  @ParameterizedTest
  @MethodSource("merits")
  void shouldPickTheBestFreeCandidate(Merit merit) {
    CandidateHead head = head(candidates(3 * CandidateBlocks.LANES + 100));
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 6; round++) {
      observe(head, random, 3, merit);
      CandidateHead.Pick pick = head.pick(merit).orElseThrow();
      int expected = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int row = 0; row < head.candidates().rows(); row++) {
        double value = merit.of(head.mean(row), Math.sqrt(head.variance(row)));
        if (!head.moments().isTaken(row) && value > most) {
          expected = row;
          most = value;
        }
      }
      assertThat(pick.row()).isEqualTo(expected);
      assertThat(pick.value()).isEqualTo(most);
      head.setTaken(pick.row(), true);
    }
  }

  @Test
  void shouldNotDependOnTheNumberOfThreads() throws Exception {
    List<List<Double>> runs = new ArrayList<>();
    for (int threads : new int[] {1, 4}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        runs.add(pool.submit(CandidateHeadTest::run).get());
      } finally {
        pool.shutdown();
      }
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1));
  }

  private static List<Double> run() {
    CandidateHead head = head(candidates(12 * CandidateBlocks.LANES));
    observe(head, new SplittableRandom(4), 20, new Merit.LogExpectedImprovement(1));
    List<Double> bits = new ArrayList<>();
    for (int row = 0; row < head.candidates().rows(); row += 97) {
      bits.add(head.mean(row));
      bits.add(head.variance(row));
    }
    head.pick(new Merit.LogExpectedImprovement(1)).ifPresent(pick -> bits.add((double) pick.row()));
    return bits;
  }

  @Test
  void shouldPickNothingWhereNothingIsFree() {
    CandidateHead head = head(candidates(2));
    head.setTaken(0, true);
    head.setTaken(1, true);
    merits().forEach(merit -> assertThat(head.pick(merit)).isEmpty());
    assertThat(head(candidates(0)).pick(new Merit.Deviation())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("merits")
  void shouldExcludeOnlyWhatIsWorthLess(Merit merit) {
    SplittableRandom random = new SplittableRandom(6);
    double value = merit.of(0.8, 0.5);
    MeritFloor floor = new MeritFloor(merit, value, -4, 4, 3, 0.7);
    int excluded = 0;
    for (int i = 0; i < 20_000; i++) {
      double mean = random.nextDouble(-4, 4);
      double variance = random.nextDouble(0, 3);
      if (floor.excludes(mean, variance)) {
        excluded++;
        assertThat(merit.of(mean, Math.sqrt(0.7 * variance))).isLessThan(value);
      }
    }
    assertThat(excluded).isPositive();
  }
}
