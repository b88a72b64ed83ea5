package io.athanor.gateway.command;

import io.athanor.event.ExperimentState;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Refused;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import io.athanor.schemas.lifecycle.Held;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What came of an experiment in one call: a reading and the steps that go with it. The reading is a
 * fact and is taken whatever becomes of the steps; the same values told twice are one reading.
 */
public final class TellCommands {
  private static final int OK = 200;

  private final ReadingCommands readings;
  private final ProgressCommands progress;
  private final Executor workers;

  /**
   * Over the commands that write readings and steps.
   *
   * @param workers where each next event is written: appending may block
   */
  public TellCommands(ReadingCommands readings, ProgressCommands progress, Executor workers) {
    this.readings = readings;
    this.progress = progress;
    this.workers = workers;
  }

  /** Values of an experiment; without {@code partial} they end this step of its recipe. */
  public CompletableFuture<Reply> tell(
      String experimentId, JsonObject json, Optional<String> key, Origin origin) {
    ExperimentView experiment = progress.held(experimentId, json.getString("worker"), origin);
    String name = key.orElseGet(() -> name(experimentId, json));
    return readings
        .one(reading(experiment, json), Optional.of(name), origin)
        .thenComposeAsync(
            reading -> steps(experiment, json, name, reading.getString("id"), origin), workers);
  }

  private CompletableFuture<Reply> steps(
      ExperimentView experiment, JsonObject json, String name, String readingId, Origin origin) {
    String experimentId = experiment.proposal().getExperimentId();
    boolean partial = json.getBoolean("partial", false);
    JsonObject lease =
        new JsonObject()
            .put("worker", json.getString("worker"))
            .put("epoch", json.getNumber("epoch", experiment.lifecycle().epoch()).intValue());
    JsonObject end =
        partial ? lease.copy().put("state", "partial") : OutcomeCommands.done(experiment, lease);
    String said = partial ? name : "tell";
    return begun(experiment, lease, origin)
        .thenComposeAsync(
            begun ->
                begun instanceof Refused
                    ? CompletableFuture.completedFuture(begun)
                    : progress.step(
                        progress.held(experimentId, json.getString("worker"), origin),
                        end,
                        Optional.of(said),
                        origin),
            workers)
        .thenApply(transition -> answer(experiment, transition, readingId));
  }

  /** Whoever tells has done it: the permission is taken where nobody took it before. */
  private CompletableFuture<Transition> begun(
      ExperimentView experiment, JsonObject lease, Origin origin) {
    return experiment.lifecycle() instanceof Held held && held.state() == ExperimentState.LEASED
        ? progress.step(
            experiment, lease.copy().put("state", "running"), Optional.of("tell-running"), origin)
        : CompletableFuture.completedFuture(null);
  }

  private Reply answer(ExperimentView experiment, Transition transition, String readingId) {
    if (transition instanceof Refused refused) {
      String detail = "the reading was taken as %s; %s".formatted(readingId, refused.reason());
      boolean late = refused.reason().startsWith("ended as");
      throw ProblemException.of(late ? ProblemCode.LATE : ProblemCode.REFUSED, detail);
    }
    JsonObject json =
        ProgressCommands.reply(experiment.proposal().getExperimentId(), transition).body();
    return new Reply(OK, json.put("id", readingId));
  }

  private static JsonObject reading(ExperimentView experiment, JsonObject json) {
    String experimentId = experiment.proposal().getExperimentId();
    String instrument =
        experiment.lifecycle() instanceof Held held && held.instrumentId().isPresent()
            ? held.instrumentId().get()
            : json.getString("worker");
    JsonObject reading =
        new JsonObject()
            .put("sampleId", json.getString("sampleId", experimentId))
            .put("candidateId", experiment.proposal().getCandidateId())
            .put("campaignId", experiment.proposal().getCampaignId())
            .put("experimentId", experimentId)
            .put("instrumentId", json.getString("instrumentId", instrument))
            .put("technique", json.getString("technique", "scalar"))
            .put("simulated", json.getBoolean("simulated", experiment.proposal().getSimulated()))
            .put("scalars", json.getJsonObject("values"));
    if (json.containsKey("occurredAt")) {
      reading.put("occurredAt", json.getString("occurredAt"));
    }
    return reading;
  }

  /** The same values of the same sample have the same name, however they are written. */
  private static String name(String experimentId, JsonObject json) {
    StringJoiner name = new StringJoiner("\u0000").add("tell").add(experimentId);
    name.add(json.getString("sampleId", "")).add(json.getString("occurredAt", ""));
    JsonObject values = json.getJsonObject("values");
    for (String property : new TreeSet<>(values.fieldNames())) {
      JsonObject value = values.getJsonObject(property);
      name.add(property).add(value.getString("unit"));
      for (String number : new String[] {"value", "sem", "n"}) {
        Number each = value.getNumber(number);
        name.add(each == null ? "" : Double.toString(each.doubleValue()));
      }
    }
    return name.toString();
  }
}
