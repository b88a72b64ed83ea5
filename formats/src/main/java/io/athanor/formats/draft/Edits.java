package io.athanor.formats.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a person says otherwise than it was guessed.
 *
 * @param name of the campaign
 * @param campaignId its id
 * @param goal header or name of the column sought
 * @param columns by 0-based place
 * @param search pool or space
 * @param budget experiments in all
 * @param seed of every random choice
 * @param mixtures whether columns that sum to a constant are held to it
 * @param history whether the rows that were measured count as known
 */
public record Edits(
    Optional<String> name,
    Optional<String> campaignId,
    Optional<String> goal,
    Map<Integer, OfColumn> columns,
    Optional<String> search,
    Optional<Integer> budget,
    Optional<Long> seed,
    boolean mixtures,
    Optional<Boolean> history) {
  /** Nothing is said otherwise. */
  public static final Edits NONE =
      new Edits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          Optional.empty());

  /**
   * What is said of one column; empty leaves the guess.
   *
   * @param name what the campaign calls it
   * @param role what it is for
   * @param kind for a parameter
   * @param unit a UCUM code or a common spelling
   * @param low least number, in unit
   * @param high greatest number, in unit
   * @param options for discrete, ordinal and categorical
   * @param goal maximize or minimize
   */
  public record OfColumn(
      Optional<String> name,
      Optional<Role> role,
      Optional<Kind> kind,
      Optional<String> unit,
      OptionalDouble low,
      OptionalDouble high,
      Optional<List<String>> options,
      Optional<String> goal) {
    /** Nothing. */
    public static final OfColumn NOTHING =
        new OfColumn(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /** Checks what can be checked without the table. */
  public Edits {
    columns = Map.copyOf(columns);
    if (search.filter(each -> !each.equals("pool") && !each.equals("space")).isPresent()) {
      throw new IllegalArgumentException("edits.search must be pool or space");
    }
    if (budget.filter(each -> each < 1).isPresent()) {
      throw new IllegalArgumentException("edits.budget must be positive");
    }
  }

  /** What is said of a column. */
  OfColumn of(int column) {
    return columns.getOrDefault(column, OfColumn.NOTHING);
  }
}
