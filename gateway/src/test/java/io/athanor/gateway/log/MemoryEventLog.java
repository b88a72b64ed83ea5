package io.athanor.gateway.log;

import io.athanor.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** A log of one partition per topic in memory: the gateway's handlers are tested against it. */
public final class MemoryEventLog implements EventLog {
  private final Map<String, List<SpecificRecord>> topics = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final MemoryArchive archive = new MemoryArchive(this);
  private Follower follower;
  private Follower onlooker;
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
      tell(follower, position, event);
    }
    if (onlooker != null) {
      tell(onlooker, position, event);
    }
    return CompletableFuture.completedFuture(position);
  }

  @Override
  public synchronized void follow(Follower newFollower) {
    follower = newFollower;
    told.forEach(each -> tell(follower, each.position(), each.event()));
    follower.caughtUp();
  }

  @Override
  public Archive archive() {
    return archive;
  }

  /** Tells what is there of the whole topics, and then everything. */
  synchronized void lookOn(Follower newOnlooker, Set<String> whole) {
    for (Told each : told) {
      if (whole.contains(each.position().topic())) {
        newOnlooker.on(each.position(), each.event());
      }
      passed(newOnlooker, each.position());
    }
    onlooker = newOnlooker;
    onlooker.caughtUp();
  }

  /** A record by its position; null where none lies. */
  synchronized SpecificRecord record(Position position) {
    List<SpecificRecord> records = topics.getOrDefault(position.topic(), List.of());
    return position.offset() < records.size() ? records.get((int) position.offset()) : null;
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
    onlooker = null;
  }

  private static void tell(Follower to, Position position, SpecificRecord event) {
    to.on(position, event);
    passed(to, position);
  }

  private static void passed(Follower to, Position position) {
    to.passed(position.topic(), position.partition(), position.offset() + 1);
  }
}
