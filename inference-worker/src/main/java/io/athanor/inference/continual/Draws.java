package io.athanor.inference.continual;

import io.athanor.inference.training.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rows in random order, each once before any comes again. Deterministic by its generator. */
final class Draws {
  private final List<Sample> order;
  private final Random random;
  private int next;

  /** Of these rows; where there are none, none come. */
  Draws(List<Sample> rows, Random random) {
    this.order = new ArrayList<>(rows);
    this.random = random;
    Collections.shuffle(order, random);
  }

  /** The next so many rows; no more than there are. */
  List<Sample> take(int count) {
    List<Sample> taken = new ArrayList<>();
    for (int index = 0; index < Math.min(count, order.size()); index++) {
      if (next == order.size()) {
        Collections.shuffle(order, random);
        next = 0;
      }
      taken.add(order.get(next++));
    }
    return taken;
  }
}
