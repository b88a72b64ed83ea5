package io.athanor.gateway.bluesky;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Folds documents into runs, ordered by run and not by arrival. Pure but for its own state; called
 * by one thread at a time. A run that cannot be read is a {@link ClosedRun#refusal}.
 */
public interface RunFold {
  /**
   * A document.
   *
   * @param name its kind, e.g. {@code descriptor}
   * @param document the document as JSON
   * @param receivedAt when it came in
   * @return the runs that it completes
   * @throws IllegalArgumentException if it is malformed; it belongs to no run then
   */
  List<ClosedRun> add(String name, String document, Instant receivedAt);

  /** Closes the runs whose last document is older than {@code timeout}, as incomplete. */
  List<ClosedRun> closeStale(Instant now, Duration timeout);

  /** How much waits: open runs, and events of them. */
  int waiting();
}
