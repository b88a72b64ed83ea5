package io.athanor.formats.draft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a column is taken for.
 *
 * @param index 0-based place in the table
 * @param header as it stands in the table
 * @param name without the unit; what the campaign calls it
 * @param role what it is for
 * @param kind for a parameter
 * @param unit UCUM code; "1" for words and pure numbers
 * @param low least number, in unit; for parameters that are numbers
 * @param high greatest number, in unit
 * @param step of which all differences are multiples, in unit
 * @param options for discrete, ordinal and categorical; ordinal lowest first
 * @param goal for an outcome: maximize, minimize
 * @param present cells that say something
 * @param missing cells that say nothing
 * @param distinct how many of them differ
 * @param guess how sure the role and kind are
 * @param goalGuess how sure the goal is
 * @param unitGuess how sure the unit is
 */
public record ColumnDraft(
    int index,
    String header,
    String name,
    Role role,
    Optional<Kind> kind,
    String unit,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble step,
    List<String> options,
    Optional<String> goal,
    int present,
    int missing,
    int distinct,
    Guess guess,
    Optional<Guess> goalGuess,
    Guess unitGuess) {
  /** Takes a copy of the options. */
  public ColumnDraft {
    options = List.copyOf(options);
  }

  /** Whether its cells are taken as numbers. */
  public boolean isNumeric() {
    return role == Role.OUTCOME
        || role == Role.UNCERTAINTY
        || (role == Role.PARAMETER && kind.filter(each -> !each.isNamed()).isPresent());
  }
}
