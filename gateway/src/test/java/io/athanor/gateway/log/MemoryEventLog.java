package io.athanor.gateway.log;

import io.athanor.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** A log of one partition per topic in memory: the gateway's handlers are tested against it. */
public final class MemoryEventLog implements EventLog {
  private final Map<String, List<SpecificRecord>> topics = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private Follower follower;
  private boolean closed;

  private record Told(Position position, SpecificRecord event) {}

  @Override
  public synchronized <T extends SpecificRecord> CompletableFuture<Position> append(
      Topic<T> topic, String key, T event) {
    List<SpecificRecord> records = topics.computeIfAbsent(topic.name(), name -> new ArrayList<>());
    Position position = new Position(topic.name(), 0, records.size());
    records.add(event);
    told.add(new Told(position, event));
    if (follower != null) {
      tell(position, event);
    }
    return CompletableFuture.completedFuture(position);
  }

  @Override
  public synchronized void follow(Follower newFollower) {
    follower = newFollower;
    told.forEach(each -> tell(each.position(), each.event()));
    follower.caughtUp();
  }

  /** The same log for another gateway. */
  public synchronized MemoryEventLog copy() {
    MemoryEventLog copy = new MemoryEventLog();
    topics.forEach((name, records) -> copy.topics.put(name, new ArrayList<>(records)));
    copy.told.addAll(told);
    return copy;
  }

  /** The same log, its topics told one after another, the last first: no order between them. */
  public synchronized MemoryEventLog copyInAnotherOrder() {
    MemoryEventLog copy = copy();
    copy.told.clear();
    topics.keySet().stream()
        .sorted(java.util.Comparator.<String>naturalOrder().reversed())
        .forEach(
            name ->
                told.stream()
                    .filter(each -> each.position().topic().equals(name))
                    .forEach(copy.told::add));
    return copy;
  }

  /** What a topic holds, in order. */
  public synchronized <T extends SpecificRecord> List<T> events(Topic<T> topic) {
    return topics.getOrDefault(topic.name(), List.of()).stream().map(topic.type()::cast).toList();
  }

  @Override
  public synchronized boolean isAlive() {
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    follower = null;
  }

  private void tell(Position position, SpecificRecord event) {
    follower.on(position, event);
    follower.passed(position.topic(), position.partition(), position.offset() + 1);
  }
}
