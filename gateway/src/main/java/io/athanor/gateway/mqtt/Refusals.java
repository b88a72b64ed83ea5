package io.athanor.gateway.mqtt;

import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts messages and says what was wrong with those that were not taken. */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final String COUNTER = "athanor.gateway.mqtt.messages";

  private final MeterRegistry metrics;
  private final String side;

  Refusals(MeterRegistry metrics, String side) {
    this.metrics = metrics;
    this.side = side;
  }

  void accepted() {
    metrics.counter(COUNTER, "side", side, "outcome", "accepted").increment();
  }

  /** What a failure is called; counts it. */
  Problem problem(Throwable failure) {
    Problem problem = ProblemException.in(failure).orElseGet(() -> other(failure));
    metrics.counter(COUNTER, "side", side, "outcome", problem.code().spelled()).increment();
    return problem;
  }

  /** A packet that is no MQTT. */
  void broken(Throwable failure) {
    LOG.atWarn().addKeyValue("reason", failure.toString()).log("An MQTT connection was broken");
    metrics.counter(COUNTER, "side", side, "outcome", "broken").increment();
  }

  /** A refusal as it is told on the topic of errors. */
  JsonObject text(String topic, Problem problem) {
    return problem.toJson().put("topic", topic);
  }

  private static Problem other(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof TimeoutException) {
        return Problem.of(ProblemCode.UNAVAILABLE, "the event log did not answer in time");
      }
      if (each instanceof RejectedExecutionException) {
        return Problem.of(ProblemCode.OVERLOADED, "too many requests are in work");
      }
    }
    LOG.atError().setCause(failure).log("Message failed");
    return Problem.of(ProblemCode.INTERNAL, "see the gateway's log");
  }
}
