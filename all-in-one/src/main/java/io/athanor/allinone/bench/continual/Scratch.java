package io.athanor.allinone.bench.continual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that are gone when a benchmark is. */
final class Scratch {
  private Scratch() {}

  /** Removes a directory with all that is in it. */
  static void remove(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(directory)) {
      all = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
