package io.athanor.inference.serving;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Something that is exchanged while it is used: users lease what is current, and what was exchanged
 * is closed after its last user, never under one. Lock-free; safe for any number of threads.
 *
 * @param <T> what is served
 */
public final class HotSlot<T> implements AutoCloseable {
  private final AtomicReference<Tenant<T>> current;
  private final Consumer<T> closer;

  /**
   * A slot with its first tenant.
   *
   * @param closer called once for each tenant, by whichever thread leaves it last
   */
  public HotSlot(T first, Consumer<T> closer) {
    this.current = new AtomicReference<>(new Tenant<>(first));
    this.closer = closer;
  }

  /**
   * The use of one tenant. Close it when done; nothing is closed under it before.
   *
   * @param <T> what is served
   */
  public static final class Lease<T> implements AutoCloseable {
    private final HotSlot<T> slot;
    private final Tenant<T> tenant;
    private boolean closed;

    private Lease(HotSlot<T> slot, Tenant<T> tenant) {
      this.slot = slot;
      this.tenant = tenant;
    }

    /** What is leased, the same for the whole of the lease. */
    public T value() {
      return tenant.value;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        slot.leave(tenant);
      }
    }
  }

  /**
   * Leases what is current.
   *
   * @throws IllegalStateException once the slot is closed
   */
  public Lease<T> acquire() {
    while (true) {
      Tenant<T> tenant = current.get();
      if (tenant == null) {
        throw new IllegalStateException("the slot is closed");
      }
      // between reading and entering, it may have been exchanged and closed: look again then
      if (tenant.enter()) {
        return new Lease<>(this, tenant);
      }
    }
  }

  /** What is current now; look only, do not use. Null once the slot is closed. */
  public T peek() {
    Tenant<T> tenant = current.get();
    return tenant == null ? null : tenant.value;
  }

  /**
   * Makes another current. The old one is closed after its last lease.
   *
   * @return whether it is; false where the slot is closed, and then the other one is closed too
   */
  public boolean swap(T next) {
    Tenant<T> fresh = new Tenant<>(next);
    while (true) {
      Tenant<T> old = current.get();
      if (old == null) {
        closer.accept(next);
        return false;
      }
      if (current.compareAndSet(old, fresh)) {
        leave(old);
        return true;
      }
    }
  }

  /** Leases nothing more; what is current is closed after its last lease. */
  @Override
  public void close() {
    Tenant<T> old = current.getAndSet(null);
    if (old != null) {
      leave(old);
    }
  }

  private void leave(Tenant<T> tenant) {
    if (tenant.users.decrementAndGet() == 0) {
      closer.accept(tenant.value);
    }
  }

  /** The slot itself counts as a user, so that nothing current is ever closed. */
  private static final class Tenant<T> {
    private final T value;
    private final AtomicInteger users = new AtomicInteger(1);

    Tenant(T value) {
      this.value = value;
    }

    boolean enter() {
      return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }
  }
}
