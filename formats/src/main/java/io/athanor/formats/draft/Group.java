package io.athanor.formats.draft;

import java.util.List;

/**
 * Columns that sum to a constant: amounts of a mixture.
 *
 * @param members 0-based places of the columns
 * @param total what they sum to, in their own unit
 * @param tolerance how far the sums of the rows are from it at most, in their own unit
 * @param most how many of them are above zero at once; 0 where that is all of them
 * @param divisions fractions are multiples of one over this; 0 where they are not
 * @param guess how sure it is
 */
public record Group(
    List<Integer> members, double total, double tolerance, int most, int divisions, Guess guess) {
  /** Checks that there is a sum. */
  public Group {
    members = List.copyOf(members);
    if (members.size() < 2) {
      throw new IllegalArgumentException("group.members must be two or more");
    }
    if (!(total > 0) || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "group.total must be positive, group.tolerance not negative");
    }
  }

  /** Whether a column is one of them. */
  public boolean holds(int column) {
    return members.contains(column);
  }
}
