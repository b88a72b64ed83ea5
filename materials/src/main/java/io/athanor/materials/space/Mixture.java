package io.athanor.materials.space;

import java.util.List;

/**
 * Fractions that sum to one. The bounds of a fraction are those of its parameter; one that may be
 * absent is either zero or within them.
 *
 * @param name for people
 * @param members names of continuous parameters within [0, 1], at least two
 * @param fewest least number of fractions above zero, &gt;= 1
 * @param most greatest number of fractions above zero, at most the number of members
 * @param presence least amount of a fraction that is not zero; 0 where any amount will do
 * @param divisions fractions are multiples of 1/{@code divisions}; 0 where they are free
 */
public record Mixture(
    String name, List<String> members, int fewest, int most, double presence, int divisions) {
  /** Copies; what does not fit together is said by the space. */
  public Mixture {
    members = List.copyOf(members);
  }

  /** Free fractions of all members. */
  public static Mixture free(String name, List<String> members) {
    return new Mixture(name, members, 1, members.size(), 0, 0);
  }

  /** Whether it matters which fractions are zero, so that supports are chosen one by one. */
  public boolean choosesSupport() {
    return fewest > 1 || most < members.size() || presence > 0;
  }
}
