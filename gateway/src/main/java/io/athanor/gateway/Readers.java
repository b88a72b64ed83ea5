package io.athanor.gateway;

import io.athanor.gateway.bluesky.AssembledRuns;
import io.athanor.gateway.bluesky.RunFold;
import io.athanor.gateway.file.FormatReader;
import io.athanor.gateway.folder.FileReader;
import java.util.Objects;

/**
 * What makes events of files and of bluesky runs.
 *
 * @param files for the watched folder
 * @param runs for bluesky documents
 */
record Readers(FileReader files, RunFold runs) {
  /** Checks that nothing is missing. */
  Readers {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(runs, "runs");
  }

  /** Readers of every format that is known. */
  static Readers of(GatewayConfig config) {
    int mostBytes = config.limits().eventBytes();
    return new Readers(
        new FormatReader(config.doors().folder().path(), mostBytes), new AssembledRuns(mostBytes));
  }
}
