package io.athanor.gateway;

import io.athanor.gateway.bluesky.ClosedRun;
import io.athanor.gateway.bluesky.RunFold;
import io.athanor.gateway.folder.FileReader;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  /** Readers that know no format: every file is rejected, and no run ever ends. */
  static Readers none() {
    return new Readers(
        (name, bytes, modified, origin) -> {
          throw new IllegalArgumentException("no format of files is known to this gateway");
        },
        new RunFold() {
          @Override
          public List<ClosedRun> add(String name, JsonObject document, Instant receivedAt) {
            return List.of();
          }

          @Override
          public List<ClosedRun> closeStale(Instant now, Duration timeout) {
            return List.of();
          }

          @Override
          public int waiting() {
            return 0;
          }
        });
  }
}
