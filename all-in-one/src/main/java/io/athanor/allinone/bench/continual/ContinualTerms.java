package io.athanor.allinone.bench.continual;

import java.nio.file.Path;

/**
 * What is asked of every part.
 *
 * @param data directory of the data sets
 * @param seeds how many, from 1
 * @param events most rows to learn from of each task; 0 for all
 * @param quick whether a rough figure in less than a minute is enough
 */
record ContinualTerms(Path data, int seeds, int events, boolean quick) {
  ContinualTerms {
    if (seeds < 1) {
      throw new IllegalArgumentException("--seeds must be positive, was " + seeds);
    }
    if (events < 0) {
      throw new IllegalArgumentException("--events must not be negative, was " + events);
    }
  }
}
