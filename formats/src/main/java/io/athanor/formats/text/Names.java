package io.athanor.formats.text;

import java.util.HashSet;
import java.util.Set;

/** Names that are given once: a second {@code i0} becomes {@code i0_2}, whatever else is there. */
public final class Names {
  private final String separator;
  private final Set<String> given = new HashSet<>();

  /**
   * No name is given yet.
   *
   * @param separator between a name and its number
   */
  public Names(String separator) {
    this.separator = separator;
  }

  /** The name itself where it is new, otherwise with the first number that makes it so. */
  public String distinct(String name) {
    String distinct = name;
    for (int i = 2; !given.add(distinct); i++) {
      distinct = name + separator + i;
    }
    return distinct;
  }
}
