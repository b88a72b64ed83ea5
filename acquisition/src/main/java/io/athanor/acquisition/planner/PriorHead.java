package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.posterior.HeadSums;
import java.util.Objects;

/**
 * What several sites learned together of the first objective on the embeddings that the pool has.
 *
 * @param name for people
 * @param sums over records [1, embedding] and values in the objective's unit
 */
public record PriorHead(String name, HeadSums sums) {
  /** Checks. */
  public PriorHead {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sums, "sums");
  }

  @Override
  public boolean equals(Object other) {
    // sums never change under one name: a round is closed once
    return other instanceof PriorHead that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
