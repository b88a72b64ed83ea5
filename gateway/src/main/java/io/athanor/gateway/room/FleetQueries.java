package io.athanor.gateway.room;

import io.athanor.event.InstrumentRegistered;
import io.athanor.gateway.event.Diagnoses;
import io.athanor.gateway.event.Halting;
import io.athanor.gateway.event.Instruments;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.CampaignView;
import io.athanor.gateway.view.ExperimentView;
import io.athanor.gateway.view.Seen;
import io.athanor.gateway.view.View;
import io.athanor.schemas.lifecycle.Held;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the door says of the fleet: who is there, what waits for it, and how busy it was. */
public final class FleetQueries {
  private static final List<Duration> WINDOWS =
      List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(24));
  private static final int MOST_HELD = 100;

  private final View view;
  private final FleetLoad load;

  /** From the view, and from what is known of how busy each was. */
  public FleetQueries(View view, FleetLoad load) {
    this.view = view;
    this.load = load;
  }

  /** The fleet that a caller sees, at an instant. */
  public JsonObject get(Identity caller, Instant now) {
    Seen seen = view.seenBy(caller);
    Map<String, List<ExperimentView>> held = new TreeMap<>();
    Map<String, List<ExperimentView>> workers = new TreeMap<>();
    int waiting = 0;
    for (String id : seen.campaignIds()) {
      CampaignView campaign = seen.campaign(id).orElseThrow();
      for (ExperimentView each : campaign.experiments()) {
        if (each.lifecycle() instanceof Held holding) {
          workers.computeIfAbsent(holding.worker(), key -> new ArrayList<>()).add(each);
          holding
              .instrumentId()
              .ifPresent(key -> held.computeIfAbsent(key, unused -> new ArrayList<>()).add(each));
        } else if (!each.lifecycle().isEnded()) {
          waiting++;
        }
      }
    }
    JsonArray instruments = new JsonArray();
    for (InstrumentRegistered each : seen.instruments()) {
      String id = each.getInstrumentId();
      instruments.add(
          instrument(each, held.getOrDefault(id, List.of()), seen.offeredTo(id, now).size(), now));
    }
    JsonArray people = new JsonArray();
    workers.forEach(
        (worker, each) ->
            people.add(
                new JsonObject()
                    .put("worker", worker)
                    .put("held", held(each))
                    .put("windows", windows(FleetLoad.worker(worker), Optional.empty(), now))));
    return new JsonObject()
        .put("at", now.toString())
        .put("waiting", waiting)
        .put("instruments", instruments)
        .put("workers", people);
  }

  private JsonObject instrument(
      InstrumentRegistered instrument, List<ExperimentView> held, int queued, Instant now) {
    String place = FleetLoad.instrument(instrument.getInstrumentId());
    JsonArray faults = new JsonArray();
    load.faults(place).forEach(each -> faults.add(Diagnoses.json(each)));
    JsonObject json =
        Instruments.json(instrument)
            .put("queued", queued)
            .put("held", held(held))
            .put("windows", windows(place, Optional.of(instrument.getCapacity()), now))
            .put("faults", faults);
    view.haltOf(Optional.empty(), Optional.of(instrument.getInstrumentId()))
        .ifPresent(each -> json.put("halt", Halting.json(each)));
    return json;
  }

  private static JsonArray held(List<ExperimentView> experiments) {
    JsonArray held = new JsonArray();
    experiments.stream()
        .limit(MOST_HELD)
        .forEach(
            each -> {
              Held holding = (Held) each.lifecycle();
              JsonObject json =
                  new JsonObject()
                      .put("experimentId", each.proposal().getExperimentId())
                      .put("campaignId", each.proposal().getCampaignId())
                      .put("state", Spelling.of(holding.state()))
                      .put("worker", holding.worker())
                      .put("leaseExpiresAt", holding.leaseExpiresAt().toString());
              each.lastStep()
                  .ifPresent(step -> json.put("since", step.getMeta().getRecordedAt().toString()));
              held.add(json);
            });
    return held;
  }

  private JsonArray windows(String place, Optional<Integer> slots, Instant now) {
    JsonArray windows = new JsonArray();
    for (Duration window : WINDOWS) {
      FleetLoad.Load each = load.load(place, window, now);
      JsonObject json =
          new JsonObject()
              .put("seconds", window.toSeconds())
              .put("busySeconds", each.busySeconds())
              .put("succeeded", each.succeeded())
              .put("failed", each.failed());
      slots.ifPresent(
          many ->
              json.put("slots", many)
                  .put(
                      "utilisation",
                      each.busySeconds() / (Math.max(1, many) * (double) window.toSeconds())));
      windows.add(json);
    }
    return windows;
  }
}
