package io.athanor.inference.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Records that could not be used: how many, and where and why for the first of them. */
public final class Defects {
  private static final int MOST_KEPT = 20;

  /**
   * One of them.
   *
   * @param line from 1
   * @param reason what is wrong
   */
  public record Defect(long line, String reason) {}

  private final List<Defect> first = new ArrayList<>();
  private long count;

  void add(long line, String reason) {
    count++;
    if (first.size() < MOST_KEPT) {
      first.add(new Defect(line, reason));
    }
  }

  /** How many. */
  public long count() {
    return count;
  }

  /** The first twenty. */
  public List<Defect> first() {
    return Collections.unmodifiableList(first);
  }
}
