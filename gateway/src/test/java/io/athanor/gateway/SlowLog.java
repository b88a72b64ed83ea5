package io.athanor.gateway;

import io.athanor.gateway.log.Archive;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** A log that acknowledges when it is told to. */
final class SlowLog implements EventLog {
  private final MemoryEventLog log;
  private final List<Runnable> held = new ArrayList<>();
  private boolean slow;
  private boolean down;

  SlowLog(MemoryEventLog log) {
    this.log = log;
  }

  MemoryEventLog log() {
    return log;
  }

  synchronized void slow() {
    slow = true;
  }

  synchronized void down() {
    down = true;
  }

  synchronized void up() {
    down = false;
  }

  synchronized int waiting() {
    return held.size();
  }

  synchronized void release() {
    slow = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  @Override
  public synchronized <T extends SpecificRecord> CompletableFuture<Position> append(
      Topic<T> topic, String key, T event) {
    if (down) {
      return CompletableFuture.failedFuture(
          ProblemException.of(ProblemCode.UNAVAILABLE, "the log did not answer"));
    }
    if (!slow) {
      return log.append(topic, key, event);
    }
    CompletableFuture<Position> acknowledged = new CompletableFuture<>();
    held.add(() -> acknowledged.complete(log.append(topic, key, event).join()));
    return acknowledged;
  }

  @Override
  public void follow(Follower follower) {
    log.follow(follower);
  }

  @Override
  public Archive archive() {
    return log.archive();
  }

  @Override
  public boolean isAlive() {
    return log.isAlive();
  }

  @Override
  public void close() {
    log.close();
  }
}
