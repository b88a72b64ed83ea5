package io.athanor.allinone.fleet;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The part of a robot that speaks to the door about a step. Owned by the event loop. */
final class Reporter {
  private static final Sample.Bad LOST =
      new Sample.Bad("lost", "the instrument cannot say whether it was done", true, Map.of());

  private final Site site;
  private final String worker;
  private final Robot robot;

  Reporter(Site site, String worker, Robot robot) {
    this.site = site;
    this.worker = worker;
    this.robot = robot;
  }

  /** Asks for the permission to actuate. */
  Future<AsyncDoor.Answer> ask(Task task) {
    int mine = robot.life();
    return insist(task, Reports.running(task.lease(), worker), "running", mine);
  }

  void askIgnoringTheAnswer(Task task) {
    ask(task)
        .onSuccess(
            answer -> {
              if (!answer.isGood()) {
                site.refused("running", answer);
              }
            });
  }

  /** Renews the lease; says nothing more where the door refuses. */
  void alive(Task task, Duration lease) {
    Instant until = site.clock.instant().plus(lease);
    site.door
        .post(path(task.lease()), Reports.alive(task.lease(), worker), Duration.ZERO)
        .onSuccess(
            answer -> {
              if (answer.isGood()) {
                task.renewed(until);
              } else {
                site.refused("alive", answer);
              }
            });
  }

  /** It may have been done or not: nobody does it again. */
  void giveUp(Task task) {
    outcome(task, Told.What.FAILED, failed(task, LOST), robot.life());
  }

  /** Says what came of it. */
  void report(Task task) {
    int mine = robot.life();
    Device.Order order = task.order().orElseThrow();
    Lease lease = task.lease();
    if (order.sample() instanceof Sample.Bad bad) {
      outcome(task, Told.What.FAILED, failed(task, bad), mine);
      return;
    }
    if (lease.step() < site.plan.recipe().size() - 1) {
      if (task.meets(FaultKind.KILLED_HALF_REPORTED)) {
        robot.die(FaultKind.KILLED_HALF_REPORTED);
        return;
      }
      outcome(task, Told.What.STEP_DONE, Reports.stepDone(lease, worker), mine);
      return;
    }
    double value = ((Sample.Good) order.sample()).value();
    JsonObject reading = Reports.reading(lease, worker, value, order.stamp(robot.now()));
    site.door
        .insist(
            HttpMethod.POST,
            "/v1/readings",
            reading,
            lease.experimentId(),
            () -> robot.isAlive(mine))
        .onSuccess(answer -> measured(task, answer, mine));
  }

  private void measured(Task task, AsyncDoor.Answer answer, int mine) {
    Lease lease = task.lease();
    if (answer.isGood()) {
      String id = answer.json().getString("id");
      site.ledger.told(
          new Told(Told.What.READING, lease.experimentId(), lease.step(), lease.epoch(), id));
    } else {
      site.refused("reading", answer);
    }
    if (!robot.isAlive(mine)) {
      return;
    }
    if (task.meets(FaultKind.KILLED_HALF_REPORTED)) {
      robot.die(FaultKind.KILLED_HALF_REPORTED);
      return;
    }
    outcome(task, Told.What.SUCCEEDED, Reports.succeeded(lease, worker), mine);
  }

  private void outcome(Task task, Told.What what, JsonObject body, int mine) {
    Lease lease = task.lease();
    String name = what.name();
    insist(task, body, name, mine)
        .onSuccess(
            answer -> {
              if (answer.isGood()) {
                site.ledger.told(
                    new Told(what, lease.experimentId(), lease.step(), lease.epoch(), ""));
              } else {
                site.refused(name, answer);
              }
              if (robot.isAlive(mine)) {
                if (task.meets(FaultKind.OUTCOME_REPEATED)) {
                  site.faults.struck(FaultKind.OUTCOME_REPEATED);
                  repeat(task, body, name, mine);
                }
                robot.done(task);
              }
            });
    if (task.meets(FaultKind.KILLED_REPORTING)) {
      robot.die(FaultKind.KILLED_REPORTING);
    }
  }

  private void repeat(Task task, JsonObject body, String name, int mine) {
    for (String key : new String[] {name, name + "-again"}) {
      insist(task, body, key, mine)
          .onSuccess(
              answer -> {
                if (!answer.isGood()) {
                  site.refused("repeated " + name, answer);
                }
              });
    }
  }

  private JsonObject failed(Task task, Sample.Bad bad) {
    return Reports.failed(task.lease(), worker, bad, site.plan.scheduled());
  }

  private Future<AsyncDoor.Answer> insist(Task task, JsonObject body, String name, int mine) {
    return site.door.insist(
        HttpMethod.POST,
        path(task.lease()),
        body,
        task.id() + "/" + name,
        () -> robot.isAlive(mine));
  }

  private static String path(Lease lease) {
    return "/v1/experiments/" + lease.experimentId() + "/progress";
  }
}
