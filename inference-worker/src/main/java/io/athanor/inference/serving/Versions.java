package io.athanor.inference.serving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Versions that are served at once: the one that serves whoever does not ask for any, and beside it
 * at most two by digest, of which the one not used longest makes room. Whoever leases a version
 * keeps it until the lease ends, whatever is exchanged meanwhile. Safe for any number of threads;
 * opening one holds up nobody who uses another.
 *
 * @param <T> what is served
 */
public final class Versions<T> implements AutoCloseable {
  /** Versions open beside the one that serves. */
  public static final int BESIDE = 2;

  private final HotSlot<T> serving;
  private final Function<T, String> digestOf;
  private final Function<String, T> opener;
  private final Consumer<T> closer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, HotSlot<T>> beside = new LinkedHashMap<>(4, 0.75f, true);
  private boolean closed;

  /**
   * Versions of one model.
   *
   * @param first what serves
   * @param digestOf its digest
   * @param opener opens the version with a digest; what it throws comes out where one was asked for
   * @param closer called once for each version, after its last lease
   */
  public Versions(
      T first, Function<T, String> digestOf, Function<String, T> opener, Consumer<T> closer) {
    this.serving = new HotSlot<>(first, closer);
    this.digestOf = digestOf;
    this.opener = opener;
    this.closer = closer;
  }

  /**
   * Leases the version that serves.
   *
   * @throws IllegalStateException once closed
   */
  public HotSlot.Lease<T> acquire() {
    return serving.acquire();
  }

  /** What serves now; look only, do not use. Null once closed. */
  public T peek() {
    return serving.peek();
  }

  /**
   * Leases one version, and opens it where it is not open yet.
   *
   * @throws IllegalStateException once closed
   * @throws RuntimeException as the opener threw it
   */
  public HotSlot.Lease<T> acquire(String digest) {
    while (true) {
      HotSlot.Lease<T> lease = serving.acquire();
      if (digestOf.apply(lease.value()).equals(digest)) {
        return lease;
      }
      lease.close();
      Optional<HotSlot.Lease<T>> open = leased(digest);
      if (open.isPresent()) {
        return open.get();
      }
      put(digest, opener.apply(digest));
    }
  }

  /** Makes another version the one that serves; as {@link HotSlot#swap}. */
  public boolean swap(T next) {
    return serving.swap(next);
  }

  /** Opens a version beside before anybody asks for it. */
  public void prepare(String digest) {
    acquire(digest).close();
  }

  /** Closes a version that is open beside, after its last lease; it may be opened again. */
  public void drop(String digest) {
    close(guarded(List.of(digest), (slots, wanted) -> removed(slots, wanted)));
  }

  /** Digests of what is open beside, the one not used longest first. */
  public List<String> beside() {
    return guarded(List.<String>of(), (slots, none) -> List.copyOf(slots.keySet()));
  }

  @Override
  public void close() {
    serving.close();
    close(
        guarded(
            List.<String>of(),
            (slots, none) -> {
              closed = true;
              return removed(slots, List.copyOf(slots.keySet()));
            }));
  }

  private Optional<HotSlot.Lease<T>> leased(String digest) {
    return guarded(
        digest, (slots, wanted) -> Optional.ofNullable(slots.get(wanted)).map(HotSlot::acquire));
  }

  private void put(String digest, T opened) {
    HotSlot<T> slot = new HotSlot<>(opened, closer);
    close(
        guarded(
            digest,
            (slots, wanted) -> {
              List<HotSlot<T>> gone = new ArrayList<>();
              if (closed || slots.containsKey(wanted)) {
                gone.add(slot);
                return gone;
              }
              slots.put(wanted, slot);
              while (slots.size() > BESIDE) {
                gone.addAll(removed(slots, List.of(slots.keySet().iterator().next())));
              }
              return gone;
            }));
  }

  private static <T> List<HotSlot<T>> removed(Map<String, HotSlot<T>> slots, List<String> digests) {
    return digests.stream().map(slots::remove).filter(slot -> slot != null).toList();
  }

  /** Closing may free native memory: never under the lock. */
  private static <T> void close(List<HotSlot<T>> slots) {
    slots.forEach(HotSlot::close);
  }

  private <A, R> R guarded(A argument, BiFunction<Map<String, HotSlot<T>>, A, R> action) {
    lock.lock();
    try {
      return action.apply(beside, argument);
    } finally {
      lock.unlock();
    }
  }
}
