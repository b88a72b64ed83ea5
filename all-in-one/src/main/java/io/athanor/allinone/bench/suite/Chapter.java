package io.athanor.allinone.bench.suite;

import java.util.List;

/**
 * A part of the page.
 *
 * @param id its name for programs
 * @param title its name for people
 * @param question what it answers
 * @param note what it does not say
 * @param measurements in the order they are made
 */
record Chapter(
    String id, String title, String question, String note, List<Measurement> measurements) {
  Chapter {
    measurements = List.copyOf(measurements);
  }
}
