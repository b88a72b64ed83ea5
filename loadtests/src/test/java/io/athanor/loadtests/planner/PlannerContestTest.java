package io.athanor.loadtests.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerContestTest {
  @Test
  void shouldKnowThePublishedMaximum() {
    double[] best = {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573};
    assertThat(Hartmann.value(best)).isCloseTo(3.32237, within(1e-5));
  }

  @Test
  void shouldPickDistinctRowsAndBeatRandomOnes() {
    Hartmann pool = Hartmann.pool(1_500, 1);
    List<Integer> starts = PlannerCommand.startingRows(1_500, 20, 1);
    Run run = Athanor.run(pool, starts, 12, 1);
    List<Integer> all = new ArrayList<>(starts);
    all.addAll(run.rows());
    assertThat(all).doesNotHaveDuplicates().hasSize(32);
    assertThat(run.millis()).hasSize(12);
    List<Integer> random = PlannerCommand.startingRows(1_500, 32, 2);
    assertThat(pool.regret(all)).isLessThan(pool.regret(random));
  }

  @Test
  void shouldFindNoPeerWhereThereIsNoPython() {
    assertThat(ScikitLearn.find(List.of("/nonexistent/python"))).isEmpty();
  }
}
