package io.athanor.gateway.command;

import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InstrumentState;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Instruments;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Registers instruments and says whether they can be reached. The last event of an instrument holds
 * all that is known of it, so changes of one instrument are made one after another, each on what
 * the view has by then; between two gateways the later one wins.
 */
public final class InstrumentCommands {
  private final Contract contract;
  private final EventLog log;
  private final View view;
  private final Executor workers;
  private final Duration timeout;
  private final Map<String, CompletableFuture<InstrumentRegistered>> turns =
      new ConcurrentHashMap<>();

  /**
   * With the log to write to.
   *
   * @param workers where a change that had to wait is made
   * @param timeout how long to wait for the own view to have a change
   */
  public InstrumentCommands(
      Contract contract, EventLog log, View view, Executor workers, Duration timeout) {
    this.contract = contract;
    this.log = log;
    this.view = view;
    this.workers = workers;
    this.timeout = timeout;
  }

  /** Registers an instrument, or changes what is registered; answered when the own view has it. */
  public CompletableFuture<InstrumentRegistered> register(
      String instrumentId, JsonObject json, Optional<String> key, Origin origin) {
    contract.check("Instrument", json);
    contract.check("InstrumentId", instrumentId);
    origin.caller().requireInstrument(instrumentId, "instrumentId");
    return inTurn(
        instrumentId,
        () -> {
          Optional<InstrumentRegistered> known = own(instrumentId, origin);
          return write(known, Instruments.read(instrumentId, json, known, key, origin));
        });
  }

  /** An instrument comes or goes. */
  public CompletableFuture<InstrumentRegistered> inState(
      String instrumentId, InstrumentState state, Origin origin) {
    contract.check("InstrumentId", instrumentId);
    origin.caller().requireInstrument(instrumentId, "instrumentId");
    return inTurn(
        instrumentId,
        () -> {
          Optional<InstrumentRegistered> known = own(instrumentId, origin);
          return known.filter(each -> each.getState() == state).isPresent()
              ? CompletableFuture.completedFuture(known.get())
              : write(known, Instruments.inState(instrumentId, state, known, origin));
        });
  }

  /** All instruments, by id. */
  public JsonObject list(Identity caller) {
    JsonArray instruments = new JsonArray();
    view.seenBy(caller).instruments().forEach(each -> instruments.add(Instruments.json(each)));
    return new JsonObject().put("instruments", instruments);
  }

  /** One instrument. */
  public JsonObject get(String instrumentId, Identity caller) {
    return view.seenBy(caller)
        .instrument(instrumentId)
        .map(Instruments::json)
        .orElseThrow(InstrumentCommands::unknown);
  }

  /** What is registered; another tenant's instrument is as unknown as one that is not there. */
  private Optional<InstrumentRegistered> own(String instrumentId, Origin origin) {
    Optional<InstrumentRegistered> known = view.seenBy(origin.caller()).instrument(instrumentId);
    if (known.isEmpty() && view.instrument(instrumentId).isPresent()) {
      throw unknown();
    }
    return known;
  }

  private static ProblemException unknown() {
    return ProblemException.at("instrumentId", ProblemCode.NOT_FOUND, "no instrument has this id");
  }

  private CompletableFuture<InstrumentRegistered> write(
      Optional<InstrumentRegistered> known, InstrumentRegistered event) {
    if (known.filter(each -> Instruments.saySame(each, event)).isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    return log.append(Topics.INSTRUMENT_REGISTERED, event.getInstrumentId(), event)
        .thenCompose(view::reaching)
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(reached -> event);
  }

  /** One change. */
  private interface Change {
    CompletableFuture<InstrumentRegistered> make();
  }

  private CompletableFuture<InstrumentRegistered> inTurn(String instrumentId, Change change) {
    CompletableFuture<InstrumentRegistered> mine = new CompletableFuture<>();
    CompletableFuture<InstrumentRegistered> before = turns.put(instrumentId, mine);
    CompletableFuture<InstrumentRegistered> made =
        before == null ? attempt(change) : after(before, change);
    return made.whenComplete(
        (event, failure) -> {
          turns.remove(instrumentId, mine);
          if (failure == null) {
            mine.complete(event);
          } else {
            mine.completeExceptionally(failure);
          }
        });
  }

  private CompletableFuture<InstrumentRegistered> after(
      CompletableFuture<InstrumentRegistered> before, Change change) {
    return before
        .handle((done, failure) -> Boolean.TRUE)
        .thenComposeAsync(next -> attempt(change), workers);
  }

  private static CompletableFuture<InstrumentRegistered> attempt(Change change) {
    try {
      return change.make();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
