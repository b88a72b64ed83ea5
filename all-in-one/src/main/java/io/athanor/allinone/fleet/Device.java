package io.athanor.allinone.fleet;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The machine itself, apart from the robot that commands it: it does what it is told, writes each
 * actuation into the ledger, and goes on when the robot's program dies. Owned by the event loop.
 */
final class Device {
  private final Vertx vertx;
  private final InstantSource clock;
  private final InstrumentSpec spec;
  private final FleetPlan plan;
  private final SampleModel model;
  private final Ledger ledger;
  private final Map<StepKey, Order> orders = new LinkedHashMap<>();
  private Consumer<Order> listener = order -> {};
  private int running;
  private int uses;
  private int usesSinceService;

  /** What the machine was told to do, and what came of it; {@code sample} is null until then. */
  static final class Order {
    private final Lease lease;
    private Sample sample;
    private Instant stampedAt;
    private boolean reported;

    Order(Lease lease) {
      this.lease = lease;
    }

    Lease lease() {
      return lease;
    }

    Sample sample() {
      return sample;
    }

    /** When it was measured, by the clock of whoever reports it first. */
    Instant stamp(Instant at) {
      if (stampedAt == null) {
        stampedAt = at;
      }
      return stampedAt;
    }

    boolean isOver() {
      return sample != null;
    }

    /** The robot has told it, for good. */
    void reported() {
      reported = true;
    }
  }

  Device(
      Vertx vertx,
      InstantSource clock,
      InstrumentSpec spec,
      FleetPlan plan,
      SampleModel model,
      Ledger ledger) {
    this.vertx = vertx;
    this.clock = clock;
    this.spec = spec;
    this.plan = plan;
    this.model = model;
    this.ledger = ledger;
  }

  /** Who is told when an order is over, in place of whoever was before. */
  void listen(Consumer<Order> next) {
    listener = next;
  }

  int free() {
    return spec.slots() - running;
  }

  boolean isIdle() {
    return running == 0;
  }

  int uses() {
    return uses;
  }

  /** Whether it was told to do this step already: it remembers, whatever the robot forgot. */
  Optional<Order> did(StepKey key) {
    return Optional.ofNullable(orders.get(key));
  }

  /** Orders that nobody has reported. */
  List<Order> unreported() {
    return orders.values().stream().filter(each -> !each.reported).toList();
  }

  /** Calibrated: without drift again. */
  void serviced() {
    usesSinceService = 0;
  }

  /** Does it, whatever it did before and however many slots are taken: to judge is not its task. */
  Order actuate(Lease lease) {
    Actuation begun =
        new Actuation(
            spec.id(),
            lease.campaignId(),
            lease.experimentId(),
            lease.step(),
            lease.epoch(),
            spec.id(),
            clock.instant(),
            null);
    ledger.began(begun);
    running++;
    uses++;
    double drift = spec.driftPerUse() * usesSinceService++;
    Order order = new Order(lease);
    orders.put(lease.key(), order);
    double seconds = model.seconds(lease.key(), plan.meanSeconds(lease.step()));
    Duration takes = Duration.ofMillis(Math.max(1, Math.round(1_000 * seconds)));
    vertx.setTimer(takes.toMillis(), timer -> end(order, begun, drift));
    return order;
  }

  private void end(Order order, Actuation begun, double drift) {
    running--;
    Lease lease = order.lease();
    order.sample = model.sample(lease.key(), lease.parameters(), plan.recipe().size(), drift);
    ledger.ended(begun.ended(clock.instant()));
    listener.accept(order);
  }
}
