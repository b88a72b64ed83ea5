package io.athanor.gateway.log;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Several who hear the log as one, each in turn.
 *
 * @param all in the order in which they are told
 */
public record Followers(List<EventLog.Follower> all) implements EventLog.Follower {
  /** Takes an immutable copy. */
  public Followers {
    all = List.copyOf(all);
  }

  @Override
  public void on(Position position, SpecificRecord event) {
    all.forEach(each -> each.on(position, event));
  }

  @Override
  public void passed(String topic, int partition, long next) {
    all.forEach(each -> each.passed(topic, partition, next));
  }

  @Override
  public void caughtUp() {
    all.forEach(EventLog.Follower::caughtUp);
  }
}
