package io.athanor.allinone.fleet;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What an instrument says of itself at the door, and its one maintenance: it takes nothing new,
 * finishes what it holds, is out of service for a while and comes back calibrated. Owned by the
 * event loop.
 */
final class Upkeep {
  /** Share of the recipe's mean time that a maintenance takes. */
  static final double SERVICE_SHARE = 0.25;

  private final Site site;
  private final InstrumentSpec spec;
  private State state = State.ONLINE;
  private Runnable ready = () -> {};
  private Instant from;
  private Optional<Figures.Service> service = Optional.empty();

  private enum State {
    ONLINE,
    DRAINING,
    MAINTENANCE
  }

  Upkeep(Site site, InstrumentSpec spec) {
    this.site = site;
    this.spec = spec;
  }

  /** Who is told that it takes work again. */
  void onReady(Runnable action) {
    ready = action;
  }

  /** Says what it is; repeated until the door has it. */
  Future<AsyncDoor.Answer> register(BooleanSupplier wanted) {
    JsonObject body =
        new JsonObject()
            .put("name", spec.id())
            .put("techniques", new JsonArray().add(spec.technique()))
            .put("capacity", spec.capacity())
            .put("simulated", true);
    if (site.plan.scheduled()) {
      body.put("state", state.name().toLowerCase(Locale.ROOT));
    }
    return site.door
        .insist(HttpMethod.PUT, "/v1/instruments/" + spec.id(), body, "", wanted)
        .onSuccess(
            answer -> {
              if (!answer.isGood()) {
                site.refused("instrument", answer);
              }
            });
  }

  /** Whether it takes work; its maintenance begins once it has been used so often. */
  boolean isOpen(int uses) {
    if (state == State.ONLINE
        && service.isEmpty()
        && spec.serviceAfter().isPresent()
        && uses >= spec.serviceAfter().getAsInt()) {
      become(State.DRAINING);
    }
    return state == State.ONLINE;
  }

  /** Told whenever it takes no work: out of service as soon as nothing is held. */
  void idle(boolean nothingHeld, Device device) {
    if (state != State.DRAINING || !nothingHeld || !device.isIdle()) {
      return;
    }
    become(State.MAINTENANCE);
    from = site.clock.instant();
    long millis = Math.max(1, Math.round(1_000 * SERVICE_SHARE * site.plan.recipeSeconds()));
    site.vertx.setTimer(
        millis,
        timer -> {
          service =
              Optional.of(
                  new Figures.Service(
                      spec.id(), spec.slots(), new Window(from, site.clock.instant())));
          device.serviced();
          become(State.ONLINE);
          ready.run();
        });
  }

  private void become(State next) {
    state = next;
    if (site.plan.scheduled()) {
      register(() -> state == next);
    }
  }

  /** Its maintenance; empty where there was none. */
  Optional<Figures.Service> service() {
    return service;
  }
}
