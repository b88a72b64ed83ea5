package io.athanor.allinone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayReportTest {
  /** 201 candidates, two rows each, value falling from 200 to 0: the best three are the top 1 %. */
  private static Pool pool(Direction direction) {
    List<Pool.Member> members = new ArrayList<>();
    for (int i = 0; i <= 200; i++) {
      members.add(new Pool.Member(i, 2 * i, Map.of("x", (double) i), 200 - i, 2));
    }
    return new Pool("set", "y", direction, List.of(), members, 402);
  }

  @Test
  void shouldCountRowsBestAndFirstHit() {
    Map<String, Object> report =
        new ReplayReport(pool(Direction.MAXIMIZE), List.of(9, 150, 2, 1), 7).toMap();
    assertThat(report)
        .containsEntry("size", 201)
        .containsEntry("rows", 402)
        .containsEntry("seed", 7L)
        .containsEntry("picks", List.of(18, 300, 4, 2))
        .containsEntry("bestByPick", List.of(191.0, 191.0, 198.0, 199.0))
        .containsEntry("top1PercentCount", 3)
        .containsEntry("firstTop1PercentAt", 3)
        .containsEntry("hits", 2);
  }

  @Test
  void shouldSayNullWhereNothingWasHit() {
    Map<String, Object> report =
        new ReplayReport(pool(Direction.MINIMIZE), List.of(0, 100), 7).toMap();
    assertThat(report)
        .containsEntry("bestByPick", List.of(200.0, 100.0))
        .containsEntry("firstTop1PercentAt", null)
        .containsEntry("hits", 0);
  }
}
