package io.athanor.allinone.replay;

import io.athanor.allinone.client.Campaigns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Makes a pool of a table. With a description the columns are as it says, and repeats are averaged;
 * without one the columns are inferred, and repeats are averaged as PV-Lab does (Liang et al., npj
 * Comput. Mater. 7 (2021) 188): the mean of the different values.
 */
final class PoolLoader {
  private final CsvTable table;
  private final Optional<PoolMeta> meta;

  /** What the user said; each overrides the description. */
  record Wish(Optional<String> objective, Optional<Direction> direction) {}

  private record Column(int place, Campaigns.Parameter parameter, boolean isNumber) {}

  private PoolLoader(CsvTable table, Optional<PoolMeta> meta) {
    this.table = table;
    this.meta = meta;
  }

  /**
   * Makes the pool.
   *
   * @throws ReplayException naming file, line and column
   */
  static Pool load(CsvTable table, Optional<PoolMeta> meta, Wish wish) {
    return new PoolLoader(table, meta).load(wish);
  }

  private Pool load(Wish wish) {
    String objective = objective(wish);
    Optional<PoolMeta.Measurement> measurement = measurement(objective);
    Direction direction =
        wish.direction()
            .or(() -> measurement.flatMap(PoolMeta.Measurement::goal))
            .orElseThrow(
                () ->
                    new ReplayException(
                        table.file()
                            + ": is '"
                            + objective
                            + "' to be minimised or maximised? Give --goal min or --goal max, or"
                            + " a description by --meta"));
    List<Column> columns = columns(objective);
    ToDoubleFunction<CsvTable.Row> value = value(objective, measurement);
    return new Pool(
        name(),
        objective,
        direction,
        columns.stream().map(Column::parameter).toList(),
        members(columns, value),
        table.rows().size());
  }

  private String name() {
    String file = String.valueOf(table.file().getFileName());
    return meta.map(PoolMeta::name).orElse(file.replaceFirst("\\.csv$", ""));
  }

  private String objective(Wish wish) {
    String objective =
        wish.objective()
            .or(() -> meta.map(described -> described.measurements().get(0).name()))
            .orElse(table.header().get(table.header().size() - 1));
    table.column(objective);
    if (meta.stream().flatMap(PoolLoader::inputs).anyMatch(objective::equals)) {
      throw new ReplayException(
          "the objective '" + objective + "' is an input of '" + name() + "', not a measurement");
    }
    return objective;
  }

  private static Stream<String> inputs(PoolMeta meta) {
    return meta.parameters().stream().map(PoolMeta.Input::name);
  }

  private Optional<PoolMeta.Measurement> measurement(String objective) {
    return meta.stream()
        .flatMap(described -> described.measurements().stream())
        .filter(each -> each.name().equals(objective))
        .findFirst();
  }

  private ToDoubleFunction<CsvTable.Row> value(
      String objective, Optional<PoolMeta.Measurement> measurement) {
    int column = table.column(objective);
    List<String> levels = measurement.map(PoolMeta.Measurement::levels).orElse(List.of());
    if (levels.isEmpty()) {
      return row -> table.number(row, column);
    }
    return row -> {
      String level = table.text(row, column);
      if (!levels.contains(level)) {
        throw ReplayException.cell(
            table.file(), row.line(), objective, "is '" + level + "', not one of " + levels);
      }
      return levels.indexOf(level);
    };
  }

  private List<Column> columns(String objective) {
    List<Column> columns = new ArrayList<>();
    if (meta.isPresent()) {
      for (PoolMeta.Input input : meta.get().parameters()) {
        described(input).ifPresent(columns::add);
      }
    } else {
      for (String name : table.header()) {
        if (!name.equals(objective)) {
          inferred(name).ifPresent(columns::add);
        }
      }
    }
    if (columns.isEmpty()) {
      throw new ReplayException(table.file() + ": no column tells the candidates apart");
    }
    return columns;
  }

  private Optional<Column> inferred(String name) {
    int place = table.column(name);
    return table.isNumeric(place)
        ? continuous(name, place, Optional.empty(), Optional.empty())
        : categorical(name, place, List.of());
  }

  private Optional<Column> described(PoolMeta.Input input) {
    int place = table.column(input.name());
    return switch (input.kind()) {
      case CATEGORICAL -> categorical(input.name(), place, input.options());
      case CONTINUOUS -> continuous(input.name(), place, input.low(), input.high());
      case DISCRETE -> discrete(input, place);
    };
  }

  /** Bounds are those described, widened to the data; a column that never changes says nothing. */
  private Optional<Column> continuous(
      String name, int place, Optional<Double> first, Optional<Double> second) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (CsvTable.Row row : table.rows()) {
      low = Math.min(low, table.number(row, place));
      high = Math.max(high, table.number(row, place));
    }
    if (low == high) {
      return Optional.empty();
    }
    if (first.isPresent() && second.isPresent()) {
      // one Olympus set has them the wrong way round
      low = Math.min(low, Math.min(first.get(), second.get()));
      high = Math.max(high, Math.max(first.get(), second.get()));
    }
    return Optional.of(
        new Column(place, Campaigns.Parameter.continuous(name, "1", low, high), true));
  }

  private Optional<Column> discrete(PoolMeta.Input input, int place) {
    Set<Double> options = new LinkedHashSet<>();
    for (String option : input.options()) {
      try {
        options.add(Double.parseDouble(option));
      } catch (NumberFormatException e) {
        throw new ReplayException(
            "parameter '" + input.name() + "': option '" + option + "' is not a number", e);
      }
    }
    Set<Double> seen = new LinkedHashSet<>();
    table.rows().forEach(row -> seen.add(table.number(row, place)));
    options.addAll(seen);
    List<String> texts = options.stream().sorted().map(value -> Double.toString(value)).toList();
    return seen.size() == 1
        ? Optional.empty()
        : Optional.of(
            new Column(place, Campaigns.Parameter.discrete(input.name(), "1", texts), true));
  }

  private Optional<Column> categorical(String name, int place, List<String> described) {
    Set<String> options = new LinkedHashSet<>(described);
    Set<String> seen = new LinkedHashSet<>();
    table.rows().forEach(row -> seen.add(table.text(row, place)));
    options.addAll(seen);
    return seen.size() == 1
        ? Optional.empty()
        : Optional.of(
            new Column(place, Campaigns.Parameter.categorical(name, List.copyOf(options)), false));
  }

  private List<Pool.Member> members(List<Column> columns, ToDoubleFunction<CsvTable.Row> value) {
    Map<Map<String, Object>, List<Double>> valuesByParameters = new LinkedHashMap<>();
    Map<Map<String, Object>, Integer> firstRows = new LinkedHashMap<>();
    for (int i = 0; i < table.rows().size(); i++) {
      CsvTable.Row row = table.rows().get(i);
      Map<String, Object> parameters = new LinkedHashMap<>();
      for (Column column : columns) {
        Object cell =
            column.isNumber()
                ? (Object) table.number(row, column.place())
                : table.text(row, column.place());
        parameters.put(column.parameter().name(), cell);
      }
      valuesByParameters
          .computeIfAbsent(parameters, key -> new ArrayList<>())
          .add(value.applyAsDouble(row));
      firstRows.putIfAbsent(parameters, i);
    }
    List<Pool.Member> members = new ArrayList<>();
    valuesByParameters.forEach(
        (parameters, values) ->
            members.add(
                new Pool.Member(
                    members.size(),
                    firstRows.get(parameters),
                    parameters,
                    average(values),
                    values.size())));
    return members;
  }

  private double average(List<Double> values) {
    Stream<Double> counted = meta.isPresent() ? values.stream() : values.stream().distinct();
    return counted.mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
