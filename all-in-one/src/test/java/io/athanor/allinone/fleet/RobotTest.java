package io.athanor.allinone.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot at a door that knows of no leases, and whose instrument is to be maintained at once. */
class RobotTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final double SERVICE_MILLIS = 1;
  private static final InstrumentSpec SPEC =
      new InstrumentSpec("robot", 0, "scalar", 1, 1, OptionalInt.of(0), 0);

  /** Lives of the robot in which it asked for work, which never comes. */
  private final List<Integer> askedIn = new CopyOnWriteArrayList<>();

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  @TempDir private Path directory;
  private Ledger ledger;
  private Site site;
  private Device device;
  private Upkeep upkeep;
  private Robot robot;

  @BeforeEach
  void open() throws Exception {
    HttpServer door =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("{\"leases\":[]}"))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    FleetPlan plan =
        new FleetPlan(
            1,
            1,
            1,
            1,
            RecipePart.ONE_STEP,
            SERVICE_MILLIS / 1_000 / Upkeep.SERVICE_SHARE,
            1,
            60,
            "random",
            0,
            true,
            true,
            1);
    ledger = Ledger.open(directory.resolve("ledger.jsonl"));
    site =
        new Site(
            vertx,
            InstantSource.system(),
            plan,
            new AsyncDoor(vertx, URI.create("http://127.0.0.1:" + door.actualPort())),
            (instrument, most, wait) -> {
              askedIn.add(robot.life());
              return Promise.<AsyncDoor.Answer>promise().future();
            },
            new Faults(new FaultPlan(0, 1, 1), kind -> {}),
            ledger);
    device = new Device(vertx, site.clock, SPEC, plan, new SampleModel(1), ledger);
    upkeep = new Upkeep(site, SPEC);
    robot = new Robot(site, SPEC, device, upkeep, 1);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
    ledger.close();
  }

  @Test
  void shouldBeMaintainedThoughItHoldsNothingAnyMore() {
    loop.runOnContext(nothing -> robot.start());
    Awaitility.await().atMost(PATIENCE).until(() -> !askedIn.isEmpty());
    assertThat(upkeep.service()).isPresent();
    assertThat(askedIn).containsExactly(1);
  }

  @Test
  void shouldNotAskForWorkBetweenTwoLives() {
    loop.runOnContext(
        nothing -> {
          assertThat(upkeep.isOpen(device.uses())).isFalse();
          upkeep.idle(true, device);
          // its maintenance is over long before it comes back
          robot.die(FaultKind.KILLED_ASKING);
        });
    Awaitility.await().atMost(PATIENCE).until(() -> askedIn.contains(2));
    assertThat(upkeep.service()).isPresent();
    assertThat(askedIn).containsExactly(2);
  }
}
