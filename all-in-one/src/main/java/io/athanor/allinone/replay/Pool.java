package io.athanor.allinone.replay;

import io.athanor.allinone.client.Campaigns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A data set ready to be replayed: distinct candidates with what was measured of them.
 *
 * @param name for people
 * @param objective column sought
 * @param direction which way is better
 * @param parameters columns that describe a candidate
 * @param members distinct candidates in the order of their first rows
 * @param rows data rows of the file
 */
record Pool(
    String name,
    String objective,
    Direction direction,
    List<Campaigns.Parameter> parameters,
    List<Member> members,
    int rows) {

  /**
   * A distinct candidate.
   *
   * @param index place in the pool
   * @param firstRow 0-based data row where it first stands
   * @param parameters number or word by column
   * @param value what was measured, repeats averaged
   * @param repeats rows behind the value
   */
  record Member(
      int index, int firstRow, Map<String, Object> parameters, double value, int repeats) {}

  Pool {
    Objects.requireNonNull(direction, "direction");
    parameters = List.copyOf(parameters);
    members = List.copyOf(members);
  }

  /** How many candidates count as the best one per cent: rounded up, so at least one. */
  int topCount() {
    return (members.size() + 99) / 100;
  }

  /** The value that the last of the best one per cent has. */
  double topThreshold() {
    List<Double> values = new ArrayList<>(members.stream().map(Member::value).toList());
    Comparator<Double> rising = Comparator.naturalOrder();
    values.sort(direction == Direction.MAXIMIZE ? rising.reversed() : rising);
    return values.get(topCount() - 1);
  }
}
