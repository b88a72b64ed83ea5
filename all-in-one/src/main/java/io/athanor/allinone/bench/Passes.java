package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.linear.CandidateBlocks;
import java.util.stream.IntStream;

/** Reads every feature of every candidate once, with a plain loop on all cores. */
final class Passes {
  private final CandidateBlocks candidates;
  private double sum;

  Passes(CandidateBlocks candidates) {
    this.candidates = candidates;
  }

  /** One pass. */
  void read() {
    sum +=
        IntStream.range(0, candidates.count())
            .parallel()
            .mapToDouble(block -> sum(candidates.block(block)))
            .sum();
  }

  /** Of everything read. */
  double sum() {
    return sum;
  }

  /** Eight sums at once: as fast as a loop without tricks can read. */
  private static double sum(float[] values) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i + 8 <= values.length; i += 8) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
      e += values[i + 4];
      f += values[i + 5];
      g += values[i + 6];
      h += values[i + 7];
    }
    for (; i < values.length; i++) {
      a += values[i];
    }
    return a + b + c + d + e + f + g + h;
  }
}
