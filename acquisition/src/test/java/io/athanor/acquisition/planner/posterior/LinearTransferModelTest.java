package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureEncoder;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.acquisition.planner.space.FeatureRows;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearTransferModelTest {
  private static final int COLUMNS = 20;
  private static final Goal MORE = new Goal.Maximize();

  private final SplittableRandom random = new SplittableRandom(4);
  private final double[] slope =
      IntStream.range(0, COLUMNS).mapToDouble(i -> Seeds.gaussian(random)).toArray();
  private final FeatureMatrix candidates = Fields.uniform(300, COLUMNS, random);
  private final double[] truth = measured(candidates, 1, 0);

  private double[] measured(FeatureMatrix rows, double sign, double offset) {
    return Fields.values(
        rows,
        x -> {
          double sum = offset + 0.3 * Seeds.gaussian(random);
          for (int c = 0; c < COLUMNS; c++) {
            sum += sign * slope[c] * x[c];
          }
          return sum;
        });
  }

  private HeadSums past(double sign) {
    FeatureMatrix rows = Fields.uniform(150, COLUMNS, random);
    return LinearTransferModel.sums(rows, measured(rows, sign, 500), MORE);
  }

  private RankedEnsemble taught(int count, HeadSums... sums) {
    RankedEnsemble model = LinearTransferModel.of(candidates, MORE, List.of(sums), 7);
    model.observe(Fields.first(candidates, count), Arrays.copyOf(truth, count));
    return model;
  }

  private double concordance(CandidateModel model) {
    return Correlations.spearman(model.mean(), truth);
  }

  @Test
  void shouldRankCandidatesBeforeItHasObservedEnough() {
    RankedEnsemble model = taught(1, past(1));
    assertThat(concordance(model)).isGreaterThan(0.9);
    assertThat(Math.abs(concordance(taught(1)))).isLessThan(0.5);
  }

  @Test
  void shouldListenToARelatedCampaignAndNotToOneThatTeachesTheOpposite() {
    RankedEnsemble model = taught(8, past(1), past(-1));
    assertThat(model.weights()[0]).isGreaterThan(0.7);
    assertThat(model.weights()[1]).isZero();
    assertThat(concordance(model)).isGreaterThan(concordance(taught(8)) + 0.2);
    assertThat(concordance(taught(30, past(-1), past(-1))))
        .isGreaterThan(concordance(taught(30)) - 0.05);
  }

  @Test
  void shouldBelieveOfSumsWhatALinearHeadBelievesOfTheirRecords() {
    FeatureMatrix rows = Fields.uniform(60, COLUMNS, random);
    double[] values = measured(rows, 1, 0);
    LinearCandidateModel records = new LinearCandidateModel(candidates, MORE);
    records.observe(rows, values);
    SummedHead sums =
        new SummedHead(
            LinearCandidateModel.blocks(candidates), LinearTransferModel.sums(rows, values, MORE));
    double[] mean = records.mean();
    double[] deviation = records.deviation();
    for (int i = 0; i < mean.length; i++) {
      // features are rounded to floats on one of the two ways
      assertThat(sums.mean()[i]).isCloseTo(mean[i], within(1e-5));
      assertThat(sums.deviation()[i]).isCloseTo(deviation[i], within(1e-5));
    }
    assertThat(sums.covarianceWith(9)[9]).isCloseTo(deviation[9] * deviation[9], within(1e-5));
  }

  @Test
  void shouldLeaveOneOutAsIfItHadNeverBeenThere() {
    FeatureMatrix observed = Fields.first(candidates, 40);
    double[] values = Arrays.copyOf(truth, 40);
    LinearCandidateModel model = new LinearCandidateModel(candidates, MORE);
    model.observe(observed, values);
    TargetTransform transform = model.transform();
    double[] targets = transform.apply(values, 40);
    LeaveOneOut left = model.leftOut(observed, targets, new double[40]);
    double[] errors = new double[40];
    for (int out = 0; out < 40; out++) {
      int missing = out;
      List<Integer> others = IntStream.range(0, 40).filter(i -> i != missing).boxed().toList();
      LinearCandidateModel without = new LinearCandidateModel(candidates, MORE);
      double[] rest = others.stream().mapToDouble(i -> values[i]).toArray();
      without.observe(observed.select(others), rest);
      double said = without.transform().toObjective(without.mean()[out]);
      errors[out] = said - transform.toObjective(left.mean()[out]);
    }
    double spread = transform.scale();
    // not equal to the bit: without it, scale and prior width are chosen anew
    assertThat(Arrays.stream(errors).map(Math::abs).average().orElseThrow())
        .isLessThan(0.02 * spread);
  }

  @Test
  void shouldSeeSumsThroughThePoolsScales() {
    List<Point> nothing = new ArrayList<>();
    FeatureRows.Builder raw = FeatureRows.builder(50, 3);
    for (int i = 0; i < 50; i++) {
      nothing.add(new Point(List.of()));
      raw.add(10 + 3 * random.nextDouble()).add(7).add(-random.nextDouble());
    }
    SearchSpace.Pool pool = new SearchSpace.Pool(List.of(), nothing, raw.build());
    FeatureMatrix encoded = FeatureEncoder.pool(pool);
    double[] values = random.doubles(50).toArray();
    double[] gram = new double[16];
    double[] cross = new double[4];
    double squares = 0;
    for (int r = 0; r < 50; r++) {
      double[] x = {1, pool.features().at(r, 0), 7, pool.features().at(r, 2)};
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          gram[4 * i + j] += x[i] * x[j];
        }
        cross[i] += x[i] * values[r];
      }
      squares += values[r] * values[r];
    }
    HeadSums seen =
        new HeadSums(4, gram, cross, squares, 50)
            .through(FeatureEncoder.affine(pool))
            .standardised(1);
    // the constant column is left out
    assertThat(seen.dimension()).isEqualTo(3);
    HeadSums direct = LinearTransferModel.sums(encoded, values, new Goal.Target(0));
    assertThat(seen.gram()).containsExactly(direct.gram(), within(1e-9));
    assertThat(seen.cross()).containsExactly(direct.cross(), within(1e-9));
    assertThat(seen.squares()).isCloseTo(direct.squares(), within(1e-9));
  }

  @Test
  void shouldRefuseSumsThatAreNone() {
    assertThatThrownBy(() -> new HeadSums(2, new double[3], new double[2], 1, 1))
        .hasMessageContaining("gram");
    assertThatThrownBy(() -> new HeadSums(1, new double[] {Double.NaN}, new double[1], 1, 1))
        .hasMessageContaining("gram[0]");
    assertThatThrownBy(() -> new HeadSums(1, new double[1], new double[1], 1, 0))
        .hasMessageContaining("count");
  }
}
