package io.athanor.allinone.fleet;

import io.athanor.allinone.client.DoorException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A fleet at work at a door, on one event loop. */
final class FleetRun implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofMinutes(1);

  private final FleetPlan plan;
  private final EngineProcesses engine;
  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final ExecutorService killer =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "fleet-killer"));
  private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
  private final Site site;
  private final List<Robot> robots = new ArrayList<>();
  private final List<Upkeep> upkeeps = new ArrayList<>();
  private final List<InstrumentSpec> specs;

  /** How far it is. */
  record Progress(int proposed, int open, int ended, int concluded) {}

  /** What became of it; {@code done} is false where nothing went forward any more. */
  record Outcome(
      boolean done,
      List<Figures.Service> services,
      Map<String, Integer> refusals,
      int requests,
      int unanswered,
      int leases,
      Map<FaultKind, Integer> struck) {}

  FleetRun(FleetPlan plan, EngineProcesses engine, Ledger ledger, InstantSource clock) {
    this.plan = plan;
    this.engine = engine;
    this.specs = LabLayout.of(plan);
    FaultPlan faults =
        new FaultPlan(plan.faults(), plan.experiments() * plan.recipe().size(), plan.seed());
    AsyncDoor door = new AsyncDoor(vertx, engine.door());
    List<String> campaigns = new ArrayList<>();
    for (int i = 0; i < plan.campaigns(); i++) {
      campaigns.add(plan.campaignId(i));
    }
    WorkDoor work = plan.scheduled() ? WorkDoor.scheduled(door) : WorkDoor.open(door, campaigns);
    this.site = new Site(vertx, clock, plan, door, work, new Faults(faults, this::strike), ledger);
  }

  /** Slots of each instrument. */
  Map<String, Integer> slots() {
    Map<String, Integer> slots = new HashMap<>();
    specs.forEach(each -> slots.put(each.id(), each.slots()));
    return slots;
  }

  /** Defines the campaigns and starts the robots. */
  void start() throws InterruptedException {
    for (int i = 0; i < plan.campaigns(); i++) {
      JsonObject definition = Definitions.campaign(plan, i);
      AsyncDoor.Answer answer =
          await(
              () -> site.door.insist(HttpMethod.POST, "/v1/campaigns", definition, "", () -> true));
      if (!answer.isGood()) {
        throw new DoorException(answer.status(), "the door refused a campaign: " + answer.json());
      }
    }
    SampleModel model = new SampleModel(plan.seed());
    await(
        () -> {
          for (InstrumentSpec spec : specs) {
            Device device = new Device(vertx, site.clock, spec, plan, model, site.ledger);
            Upkeep upkeep = new Upkeep(site, spec);
            Robot robot = new Robot(site, spec, device, upkeep, plan.seed() ^ spec.id().hashCode());
            upkeeps.add(upkeep);
            robots.add(robot);
            robot.start();
          }
          return Future.succeededFuture();
        });
  }

  /**
   * Waits until every campaign is over.
   *
   * @param still how long nothing may go forward before it is given up
   */
  Outcome await(Duration still, CompletableFuture<Void> stop, Consumer<Progress> onTick)
      throws InterruptedException {
    boolean done = false;
    while (!done && !stop.isDone() && !isStuck(still)) {
      Optional<Progress> progress = progress();
      progress.ifPresent(onTick);
      done =
          progress.isPresent()
              && progress.get().concluded() == plan.campaigns()
              && progress.get().open() == 0;
      if (!done) {
        sleep(stop);
      }
    }
    boolean finished = done;
    return await(
        () -> {
          robots.forEach(Robot::stop);
          return Future.succeededFuture(
              new Outcome(
                  finished,
                  upkeeps.stream().flatMap(each -> each.service().stream()).toList(),
                  site.refusals(),
                  site.door.requests(),
                  site.door.failures(),
                  site.faults.leases(),
                  site.faults.struck()));
        });
  }

  private boolean isStuck(Duration still) throws InterruptedException {
    if (broken.isDone()) {
      throw new IllegalStateException("the fleet broke", broken.join());
    }
    return await(() -> Future.succeededFuture(site.stillFor() > still.toMillis()));
  }

  private static void sleep(CompletableFuture<Void> stop) throws InterruptedException {
    try {
      stop.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the usual case
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty where the door did not answer. */
  private Optional<Progress> progress() throws InterruptedException {
    AsyncDoor.Answer answer =
        await(
            () ->
                site.door
                    .get("/v1/campaigns")
                    .otherwise(new AsyncDoor.Answer(503, new JsonObject())));
    if (!answer.isGood()) {
      return Optional.empty();
    }
    int proposed = 0;
    int open = 0;
    int concluded = 0;
    for (Object each : answer.json().getJsonArray("campaigns", new JsonArray())) {
      JsonObject progress = ((JsonObject) each).getJsonObject("progress");
      proposed += progress.getInteger("proposed");
      open += progress.getInteger("open");
      concluded += progress.containsKey("concluded") ? 1 : 0;
    }
    return Optional.of(new Progress(proposed, open, proposed - open, concluded));
  }

  /** Brings about a fault of the engine, without holding the event loop up. */
  private void strike(FaultKind kind) {
    killer.execute(
        () -> {
          try {
            switch (kind) {
              case DOOR_KILLED -> engine.restart("door");
              case ACQUISITION_KILLED -> engine.restart("acquisition");
              default -> engine.restartAll();
            }
            loop.runOnContext(
                nothing -> {
                  site.faults.struck(kind);
                  site.moved();
                });
          } catch (RuntimeException e) {
            broken.complete(e);
          }
        });
  }

  private <T> T await(Callable<Future<T>> action) throws InterruptedException {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.runOnContext(
        nothing -> {
          try {
            action
                .call()
                .onComplete(
                    answer -> {
                      if (answer.succeeded()) {
                        result.complete(answer.result());
                      } else {
                        result.completeExceptionally(answer.cause());
                      }
                    });
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the fleet does not answer", e);
    }
  }

  @Override
  public void close() {
    killer.shutdown();
    try {
      if (!killer.awaitTermination(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
        killer.shutdownNow();
      }
    } catch (InterruptedException e) {
      killer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
