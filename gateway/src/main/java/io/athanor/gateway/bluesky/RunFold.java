package io.athanor.gateway.bluesky;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Folds documents into runs, ordered by run and not by arrival. Pure but for its own state; called
 * by one thread at a time. Never throws: what cannot be read is a {@link ClosedRun#refusal}.
 */
public interface RunFold {
  /**
   * A document.
   *
   * @param name its kind, e.g. {@code descriptor}
   * @param receivedAt when it came in
   * @return the runs that it completes
   */
  List<ClosedRun> add(String name, JsonObject document, Instant receivedAt);

  /** Closes the runs whose last document is older than {@code timeout}, as incomplete. */
  List<ClosedRun> closeStale(Instant now, Duration timeout);

  /** How many documents wait for the end of their run. */
  int waiting();
}
