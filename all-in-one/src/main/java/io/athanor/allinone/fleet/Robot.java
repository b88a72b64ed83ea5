package io.athanor.allinone.fleet;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The program that commands one instrument: asks for work, for the permission to actuate each step,
 * lets the device do it and reports. It may die at any moment; then all it knows is what the door
 * says it holds, what the device remembers and its own note of what it was about to do. With
 * fencing off it heeds neither: it actuates whatever it was ever given. Owned by the event loop.
 */
final class Robot {
  private static final Duration LONGEST_ASK = Duration.ofSeconds(10);
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration BEYOND = Duration.ofMillis(2_500);
  private static final int MOST_SKEW = 60;

  private final Site site;
  private final InstrumentSpec spec;
  private final Device device;
  private final Reporter reporter;
  private final Upkeep upkeep;
  private final SplittableRandom random;
  private final Set<StepKey> uncertain = new HashSet<>();
  private final Set<String> finished = new HashSet<>();
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final ArrayDeque<Task> waiting = new ArrayDeque<>();
  private Duration skew = Duration.ZERO;
  private int life;
  private int asking;
  private boolean polling;
  private boolean dead = true;
  private boolean stopped;

  Robot(Site site, InstrumentSpec spec, Device device, Upkeep upkeep, long seed) {
    this.site = site;
    this.spec = spec;
    this.device = device;
    this.upkeep = upkeep;
    this.reporter = new Reporter(site, spec.id(), this);
    this.random = new SplittableRandom(seed);
    device.listen(this::over);
    upkeep.onReady(this::poll);
    site.vertx.setPeriodic(Math.max(250, site.plan.leaseSeconds() * 250L), timer -> sayAlive());
  }

  /** Comes to life, for the first time or again. */
  void start() {
    if (stopped) {
      return;
    }
    int mine = ++life;
    dead = false;
    upkeep
        .register(() -> isAlive(mine))
        .onSuccess(
            answer -> {
              if (isAlive(mine)) {
                recover(mine);
              }
            });
  }

  /** For good. */
  void stop() {
    stopped = true;
    life++;
  }

  boolean isAlive(int then) {
    return life == then && !stopped;
  }

  int life() {
    return life;
  }

  /** Dies, and comes back a little later without its memory. */
  void die(FaultKind why) {
    site.faults.struck(why);
    life++;
    dead = true;
    tasks.values().forEach(each -> each.unmet().ifPresent(site.faults::giveBack));
    tasks.clear();
    waiting.clear();
    asking = 0;
    polling = false;
    site.vertx.setTimer(100 + random.nextInt(1_500), timer -> start());
  }

  Instant now() {
    return site.clock.instant().plus(skew);
  }

  /** What the door says it holds, then what the device did and nobody told, then new work. */
  private void recover(int mine) {
    site.door
        .insist(
            HttpMethod.GET, "/v1/workers/" + spec.id() + "/leases", null, "", () -> isAlive(mine))
        .onSuccess(
            answer -> {
              if (!isAlive(mine)) {
                return;
              }
              leases(answer).forEach(each -> adopt(each, Optional.empty()));
              if (site.plan.fencing()) {
                device.unreported().forEach(each -> adopt(each.lease(), Optional.empty()));
              }
              pump();
              poll();
            });
  }

  private static List<Lease> leases(AsyncDoor.Answer answer) {
    List<Lease> leases = new ArrayList<>();
    for (Object each : answer.json().getJsonArray("leases", new JsonArray())) {
      leases.add(Lease.of((JsonObject) each));
    }
    return leases;
  }

  private void poll() {
    int want = spec.capacity() - tasks.size();
    if (dead || polling || stopped || want < 1) {
      return;
    }
    if (!upkeep.isOpen(device.uses())) {
      upkeep.idle(tasks.isEmpty(), device);
      return;
    }
    polling = true;
    int mine = life;
    site.work
        .lease(spec, want, LONGEST_ASK)
        .onComplete(
            answer -> {
              if (!isAlive(mine)) {
                return;
              }
              polling = false;
              if (answer.failed() || !answer.result().isGood()) {
                // a claim may have been heard although its answer was not
                later(mine, SOON, () -> recover(mine));
              } else {
                take(mine, leases(answer.result()));
              }
            });
  }

  private void take(int mine, List<Lease> given) {
    boolean any = false;
    for (Lease each : given) {
      if (isAlive(mine) && !isKnown(each)) {
        any = true;
        site.moved();
        adopt(each, site.faults.next());
      }
    }
    if (isAlive(mine)) {
      pump();
      if (any || given.isEmpty()) {
        poll();
      } else {
        later(mine, SOON, this::poll);
      }
    }
  }

  private boolean isKnown(Lease lease) {
    return tasks.containsKey(Task.id(lease)) || finished.contains(Task.id(lease));
  }

  private void adopt(Lease lease, Optional<FaultKind> fault) {
    if (isKnown(lease)) {
      return;
    }
    Task task = new Task(lease, fault);
    for (FaultKind kind : List.of(FaultKind.KILLED_ASKING, FaultKind.KILLED_LEASED)) {
      if (task.meets(kind)) {
        die(kind);
        return;
      }
    }
    tasks.put(task.id(), task);
    if (task.meets(FaultKind.CLOCK_WRONG)) {
      site.faults.struck(FaultKind.CLOCK_WRONG);
      skew = Duration.ofSeconds(random.nextInt(2 * MOST_SKEW + 1) - MOST_SKEW);
    }
    if (site.plan.fencing()) {
      Optional<Device.Order> did = device.did(lease.key());
      if (did.isPresent()) {
        task.ordered(did.get());
        did.filter(Device.Order::isOver).ifPresent(order -> report(task));
        return;
      }
    }
    if (task.meets(FaultKind.ZOMBIE)) {
      site.faults.struck(FaultKind.ZOMBIE);
      int mine = life;
      later(mine, untilAfter(task), () -> enqueue(task));
      return;
    }
    waiting.add(task);
  }

  private void enqueue(Task task) {
    waiting.add(task);
    pump();
  }

  private Duration untilAfter(Task task) {
    return Duration.between(site.clock.instant(), task.expiresAt()).plus(BEYOND);
  }

  private void pump() {
    while (!waiting.isEmpty() && device.free() - asking > 0) {
      begin(waiting.remove());
    }
  }

  private void begin(Task task) {
    if (!site.plan.fencing()) {
      reporter.askIgnoringTheAnswer(task);
      actuate(task);
      return;
    }
    if (task.lease().isRunning()) {
      if (uncertain.contains(task.lease().key())) {
        reporter.giveUp(task);
      } else {
        permitted(task);
      }
      return;
    }
    asking++;
    int mine = life;
    reporter
        .ask(task)
        .onSuccess(
            answer -> {
              if (isAlive(mine)) {
                asking--;
                if (answer.isGood()) {
                  permitted(task);
                } else {
                  site.refused("running", answer);
                  done(task);
                }
                pump();
              }
            });
    if (task.meets(FaultKind.KILLED_BEFORE_PERMISSION)) {
      die(FaultKind.KILLED_BEFORE_PERMISSION);
    }
  }

  private void permitted(Task task) {
    if (task.meets(FaultKind.KILLED_PERMITTED)) {
      die(FaultKind.KILLED_PERMITTED);
      return;
    }
    if (task.meets(FaultKind.KILLED_UNCERTAIN)) {
      uncertain.add(task.lease().key());
      die(FaultKind.KILLED_UNCERTAIN);
      return;
    }
    actuate(task);
  }

  private void actuate(Task task) {
    site.moved();
    task.ordered(device.actuate(task.lease()));
    if (task.meets(FaultKind.KILLED_ACTUATING)) {
      die(FaultKind.KILLED_ACTUATING);
    } else if (task.meets(FaultKind.OUTCOME_LATE)) {
      site.faults.struck(FaultKind.OUTCOME_LATE);
      task.silence();
    }
  }

  private void over(Device.Order order) {
    for (Task each : List.copyOf(tasks.values())) {
      if (each.order().filter(own -> own == order).isPresent()) {
        report(each);
      }
    }
    pump();
  }

  private void report(Task task) {
    if (task.meets(FaultKind.KILLED_BEFORE_REPORT)) {
      die(FaultKind.KILLED_BEFORE_REPORT);
    } else if (task.isSilent()) {
      int mine = life;
      later(mine, untilAfter(task), () -> reporter.report(task));
    } else {
      reporter.report(task);
    }
  }

  /** Nothing more is to be said about it. */
  void done(Task task) {
    task.order().ifPresent(Device.Order::reported);
    tasks.remove(task.id());
    task.unmet().ifPresent(site.faults::giveBack);
    finished.add(task.id());
    site.moved();
    poll();
  }

  private void sayAlive() {
    Duration lease = Duration.ofSeconds(site.plan.leaseSeconds());
    for (Task each : List.copyOf(tasks.values())) {
      boolean running = each.order().filter(order -> !order.isOver()).isPresent();
      boolean due = Duration.between(now(), each.expiresAt()).compareTo(lease.dividedBy(2)) < 0;
      if (running && due && !each.isSilent()) {
        reporter.alive(each, lease);
      }
    }
  }

  private void later(int mine, Duration pause, Runnable action) {
    site.vertx.setTimer(
        Math.max(1, pause.toMillis()),
        timer -> {
          if (isAlive(mine)) {
            action.run();
          }
        });
  }
}
