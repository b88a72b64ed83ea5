package io.athanor.allinone.replay;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the data sets, which are not part of the repository. */
public final class SharedData {
  private SharedData() {}

  /** The folder of closed-loop data sets; skips the test where there is none. */
  public static Path closedLoop() {
    Path data =
        Optional.ofNullable(System.getenv("ATHANOR_DATA"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared", "data"));
    Path folder = data.resolve("closed-loop");
    assumeTrue(
        Files.isDirectory(folder),
        "skipped: no data sets in " + folder.toAbsolutePath() + "; set ATHANOR_DATA");
    return folder;
  }
}
