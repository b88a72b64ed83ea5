package io.athanor.allinone.bench.suite;

import java.nio.file.Path;

/**
 * Where measured data sets lie, each of which may be absent.
 *
 * @param root the folder of all of them
 */
record DataSets(Path root) {
  Path olympus(String name) {
    return root.resolve("closed-loop").resolve("olympus").resolve(name + ".csv");
  }

  Path crystals() {
    return root.resolve("structures").resolve("mp20_subset.jsonl.gz");
  }

  Path perovskites() {
    return root.resolve("structures").resolve("perov_5.jsonl.gz");
  }
}
