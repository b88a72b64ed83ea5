package io.athanor.allinone.replay;

import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.planner.space.Parameter;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.allinone.client.Campaigns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measured pools from files, as a benchmark needs them. */
public final class DiscoveryPools {
  private DiscoveryPools() {}

  /**
   * Reads a pool.
   *
   * @param csv the data
   * @param meta its description, if there is one
   * @param objective column sought; the description's first measurement, else the last column
   * @param goal {@code min} or {@code max}; as the description says
   * @throws ReplayException naming file, line and column of what cannot be used
   */
  public static DiscoveryPool read(
      Path csv, Optional<Path> meta, Optional<String> objective, Optional<String> goal) {
    Pool pool =
        PoolLoader.load(
            CsvTable.read(csv),
            meta.map(PoolMeta::read),
            new PoolLoader.Wish(objective, goal.map(Direction::of)));
    List<Parameter> parameters = pool.parameters().stream().map(DiscoveryPools::parameter).toList();
    List<Point> points = pool.members().stream().map(member -> point(parameters, member)).toList();
    try {
      return new DiscoveryPool(
          pool.name(),
          pool.objective(),
          pool.direction() == Direction.MAXIMIZE,
          parameters,
          points,
          pool.members().stream().map(Pool.Member::value).toList());
    } catch (IllegalArgumentException e) {
      throw new ReplayException(csv + ": " + e.getMessage(), e);
    }
  }

  private static Parameter parameter(Campaigns.Parameter declared) {
    return switch (declared.kind()) {
      case "continuous" ->
          new Parameter.Continuous(declared.name(), declared.low(), declared.high());
      case "discrete" ->
          new Parameter.Discrete(
              declared.name(), declared.options().stream().map(Double::valueOf).toList());
      default -> new Parameter.Categorical(declared.name(), declared.options());
    };
  }

  private static Point point(List<Parameter> parameters, Pool.Member member) {
    List<Double> coordinates = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Object cell = member.parameters().get(parameter.name());
      coordinates.add(
          parameter instanceof Parameter.Categorical categorical
              ? (double) categorical.options().indexOf(String.valueOf(cell))
              : ((Number) cell).doubleValue());
    }
    return new Point(coordinates);
  }
}
