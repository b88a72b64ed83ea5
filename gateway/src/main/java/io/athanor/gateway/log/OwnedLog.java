package io.athanor.gateway.log;

import io.athanor.event.Meta;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.topic.Topic;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** A log in which what is appended belongs to one owner, where it does not say whose it is. */
public final class OwnedLog implements EventLog {
  private static final String META = "meta";

  private final EventLog log;
  private final Identity owner;

  /** Before another log. */
  public OwnedLog(EventLog log, Identity owner) {
    this.log = log;
    this.owner = owner;
  }

  @Override
  public <T extends SpecificRecord> CompletableFuture<Position> append(
      Topic<T> topic, String key, T event) {
    int at = event.getSchema().getField(META).pos();
    if (event.get(at) instanceof Meta meta && meta.getTenant() == null && meta.getActor() == null) {
      event.put(
          at,
          Meta.newBuilder(meta)
              .setTenant(owner.tenant().orElse(null))
              .setActor(owner.subject().orElse(null))
              .build());
    }
    return log.append(topic, key, event);
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
