package io.athanor.gateway.http;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is in work, in requests and in bytes of bodies, and refuses what is too much: memory
 * stays bounded and a flood is answered at once. Thread-safe.
 */
public final class Admission {
  private final long maximumRequests;
  private final long maximumBytes;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** With the most that is taken on at once. */
  public Admission(long maximumRequests, long maximumBytes) {
    this.maximumRequests = maximumRequests;
    this.maximumBytes = maximumBytes;
  }

  /**
   * Takes one request on.
   *
   * @return to be run once when it is over
   * @throws ProblemException if it is too much
   */
  public Runnable enter(long size) {
    if (requests.incrementAndGet() > maximumRequests) {
      requests.decrementAndGet();
      throw ProblemException.of(ProblemCode.OVERLOADED, "too many requests are in work");
    }
    if (bytes.addAndGet(size) > maximumBytes) {
      bytes.addAndGet(-size);
      requests.decrementAndGet();
      throw ProblemException.of(ProblemCode.OVERLOADED, "too many bytes are in work");
    }
    return () -> {
      bytes.addAndGet(-size);
      requests.decrementAndGet();
    };
  }

  /** Requests in work. */
  public long requests() {
    return requests.get();
  }
}
