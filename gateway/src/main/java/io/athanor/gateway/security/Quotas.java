package io.athanor.gateway.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The quota of every identity, of those heard last. Thread-safe. */
public final class Quotas {
  private static final int REMEMBERED = 100_000;

  private final Optional<Quota> otherwise;
  private final Map<Key, TokenBucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, TokenBucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Key(Optional<String> tenant, Optional<String> subject) {}

  /** With the quota of an identity that has none of its own; empty for no bound. */
  public Quotas(Optional<Quota> otherwise) {
    this.otherwise = otherwise;
  }

  /** Takes one request of the caller's quota; gives how long to wait where nothing is left. */
  public synchronized Optional<Duration> take(Identity caller, Instant now) {
    if (caller.subject().isEmpty()) {
      return Optional.empty();
    }
    return caller
        .quota()
        .or(() -> otherwise)
        .flatMap(
            quota -> {
              Key key = new Key(caller.tenant(), caller.subject());
              TokenBucket bucket =
                  buckets.computeIfAbsent(key, each -> TokenBucket.full(quota, now));
              if (bucket.take(quota, now) instanceof TokenBucket.Passed passed) {
                buckets.put(key, passed.left());
                return Optional.empty();
              }
              return Optional.of(((TokenBucket.Refused) bucket.take(quota, now)).retryAfter());
            });
  }
}
