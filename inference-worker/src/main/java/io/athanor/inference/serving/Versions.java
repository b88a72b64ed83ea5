package io.athanor.inference.serving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
    close(guarded(() -> removed(List.of(digest))));
  }

  /** Digests of what is open beside, the one not used longest first. */
  public List<String> beside() {
    return guarded(() -> List.copyOf(beside.keySet()));
  }

  @Override
  public void close() {
    serving.close();
    close(
        guarded(
            () -> {
              closed = true;
              return removed(List.copyOf(beside.keySet()));
            }));
  }

  private Optional<HotSlot.Lease<T>> leased(String digest) {
    return guarded(() -> Optional.ofNullable(beside.get(digest)).map(HotSlot::acquire));
  }

  private void put(String digest, T opened) {
    HotSlot<T> slot = new HotSlot<>(opened, closer);
    close(
        guarded(
            () -> {
              if (closed || beside.containsKey(digest)) {
                return List.of(slot);
              }
              beside.put(digest, slot);
              List<HotSlot<T>> gone = new ArrayList<>();
              while (beside.size() > BESIDE) {
                gone.addAll(removed(List.of(beside.keySet().iterator().next())));
              }
              return gone;
            }));
  }

  /** Takes these out; only under the lock. */
  private List<HotSlot<T>> removed(List<String> digests) {
    return digests.stream().map(beside::remove).filter(Objects::nonNull).toList();
  }

  /** Closing may free native memory: never under the lock. */
  private static <T> void close(List<HotSlot<T>> slots) {
    slots.forEach(HotSlot::close);
  }

  private <R> R guarded(Supplier<R> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
