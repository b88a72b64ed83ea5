package io.athanor.allinone.replay;

import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.allinone.client.Campaigns;
import io.athanor.materials.space.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Measured pools from files, as a benchmark needs them. */
public final class DiscoveryPools {
  private static final Pattern NO_NUMBER =
      Pattern.compile("[+-]?(nan|inf|infinity)|n/?a|null|none|", Pattern.CASE_INSENSITIVE);

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
    CsvTable table = CsvTable.read(csv);
    requireUsable(table);
    Pool pool =
        PoolLoader.load(
            table,
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

  /**
   * Says what is wrong before columns are interpreted: without a description, a column of numbers
   * with one gap would otherwise pass as a column of words.
   */
  private static void requireUsable(CsvTable table) {
    if (table.rows().size() < 2) {
      throw new ReplayException(
          table.file() + ": one row is no pool: there is nothing to choose between");
    }
    boolean changes = false;
    for (int column = 0; column < table.header().size(); column++) {
      changes |= changes(table, column) && column < table.header().size() - 1;
      if (hasNumber(table, column)) {
        for (CsvTable.Row row : table.rows()) {
          String cell = row.cells().get(column);
          if (NO_NUMBER.matcher(cell).matches()) {
            throw ReplayException.cell(
                table.file(),
                row.line(),
                table.header().get(column),
                cell.isEmpty() ? "is empty" : "is '" + cell + "', which is not a finite number");
          }
        }
      }
    }
    if (!changes) {
      throw new ReplayException(
          table.file()
              + ": the columns "
              + String.join(", ", table.header().subList(0, table.header().size() - 1))
              + " have one value each: nothing tells the candidates apart");
    }
  }

  private static boolean changes(CsvTable table, int column) {
    return table.rows().stream().map(row -> row.cells().get(column)).distinct().count() > 1;
  }

  private static boolean hasNumber(CsvTable table, int column) {
    return table.rows().stream()
        .map(row -> row.cells().get(column))
        .anyMatch(cell -> cell.matches("[+-]?[0-9.].*") && isNumber(cell));
  }

  private static boolean isNumber(String cell) {
    try {
      return Double.isFinite(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return false;
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
