package io.athanor.gateway.log;

import io.athanor.schemas.topic.Topic;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** The event log: append with acknowledgement, and follow from the beginning. Thread-safe. */
public interface EventLog extends AutoCloseable {
  /**
   * Appends an event. The future completes when every in-sync replica has it; it fails with a
   * {@link io.athanor.gateway.problem.ProblemException}: too large, or unavailable and then it is
   * unknown whether the event was written. May block while the registry or the broker's metadata is
   * asked for, so it is never called on an event loop.
   */
  <T extends SpecificRecord> CompletableFuture<Position> append(
      Topic<T> topic, String key, T event);

  /** Starts to read the topics of the view, from the beginning; once. */
  void follow(Follower follower);

  /**
   * The same log for those who look on; it is closed with this.
   *
   * @throws UnsupportedOperationException for a log that is only written and followed
   */
  default Archive archive() {
    throw new UnsupportedOperationException("nobody looks on at this log");
  }

  /** Whether the reader still reads. */
  boolean isAlive();

  /** Stops reading, gives appends in flight a bounded time, releases the clients. */
  @Override
  void close();

  /** Hears the log; always called on one thread, per partition in the order of the log. */
  interface Follower {
    /** An event. */
    void on(Position position, SpecificRecord event);

    /** Everything before {@code next} in this partition has been told or skipped. */
    void passed(String topic, int partition, long next);

    /** What was in the log at the start has been told. */
    void caughtUp();
  }
}
