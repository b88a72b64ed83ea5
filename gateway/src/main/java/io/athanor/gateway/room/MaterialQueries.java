package io.athanor.gateway.room;

import io.athanor.event.Candidate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.Curve;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PredictionMade;
import io.athanor.event.ReadingReported;
import io.athanor.event.StabilityAssessed;
import io.athanor.gateway.event.Assessments;
import io.athanor.gateway.event.Candidates;
import io.athanor.gateway.event.Inventions;
import io.athanor.gateway.event.Materials;
import io.athanor.gateway.event.Structures;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.View;
import io.athanor.materials.crystal.Crystal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What the door says of materials. Reads the log, so it is asked on a worker. */
public final class MaterialQueries {
  private static final int MOST_CURVES = 12;
  private static final int MOST_EVENTS = 200;

  private final Rooms rooms;
  private final View view;

  /** From the index, and from the log where that points. */
  public MaterialQueries(Rooms rooms, View view) {
    this.rooms = rooms;
    this.view = view;
  }

  /**
   * Materials, those seen first last.
   *
   * @param formula as somebody typed it; empty for all
   * @param after the last one of the page before
   */
  public JsonObject list(
      Optional<String> formula, Optional<String> after, int limit, Identity caller) {
    Optional<FormulaSearch> search = formula.filter(each -> !each.isBlank()).map(FormulaSearch::of);
    List<MaterialIndex.Entry> page =
        rooms
            .materials()
            .list(search, after, limit, caller)
            .orElseThrow(() -> unknown("after", "no material has this id"));
    List<Position> wanted = new ArrayList<>();
    for (MaterialIndex.Entry each : page) {
      each.updated().ifPresent(wanted::add);
      each.predicted().ifPresent(wanted::add);
    }
    Map<Position, SpecificRecord> found = rooms.archive().read(wanted);
    JsonArray materials = new JsonArray();
    page.forEach(each -> materials.add(summary(each, found)));
    JsonObject json =
        new JsonObject()
            .put("materials", materials)
            .put("total", rooms.materials().size())
            .put("complete", rooms.isCaughtUp());
    return page.size() < limit ? json : json.put("next", page.get(page.size() - 1).candidateId());
  }

  private static JsonObject summary(
      MaterialIndex.Entry entry, Map<Position, SpecificRecord> found) {
    JsonObject json = new JsonObject().put("candidateId", entry.candidateId());
    entry
        .updated()
        .map(found::get)
        .map(MaterialUpdated.class::cast)
        .ifPresent(
            each -> {
              Candidate candidate = each.getCandidate();
              if (candidate != null && candidate.getFormula() != null) {
                json.put("formula", candidate.getFormula());
              }
              json.put("hasStructure", candidate != null && candidate.getCrystal() != null)
                  .put("properties", entry.shared() ? new JsonArray() : Materials.summaries(each))
                  .put("version", each.getVersion())
                  .put("recordedAt", each.getMeta().getRecordedAt().toString());
            });
    entry
        .predicted()
        .map(found::get)
        .map(PredictionMade.class::cast)
        .ifPresent(each -> json.put("prediction", Materials.prediction(each)));
    return json;
  }

  /**
   * One material with everything that is known of it.
   *
   * @throws ProblemException 404 for what the caller does not see
   */
  public JsonObject get(String candidateId, Identity caller) {
    MaterialIndex.Entry entry =
        rooms
            .materials()
            .find(candidateId, caller)
            .orElseThrow(() -> unknown("candidateId", "no material has this id"));
    List<Position> wanted = new ArrayList<>(entry.evidence());
    wanted = wanted.subList(0, Math.min(MOST_EVENTS, wanted.size()));
    List<Position> all = new ArrayList<>(wanted);
    entry.updated().ifPresent(all::add);
    entry.predicted().ifPresent(all::add);
    entry.assessed().ifPresent(all::add);
    Map<Position, SpecificRecord> found = rooms.archive().read(all);
    for (Position each : wanted) {
      found.computeIfPresent(each, (at, event) -> isOwn(event, caller) ? event : null);
    }
    JsonObject json = new JsonObject().put("candidateId", candidateId);
    Optional<MaterialUpdated> record =
        entry.updated().map(found::get).map(MaterialUpdated.class::cast);
    Optional<Candidate> candidate =
        record.map(MaterialUpdated::getCandidate).or(() -> proposed(entry.evidence(), found));
    Optional<Crystal> crystal = candidate.map(Candidate::getCrystal).flatMap(Structures::crystal);
    candidate.ifPresent(each -> put(json, each, crystal));
    record.ifPresent(each -> put(json, each, entry, found, caller));
    entry
        .predicted()
        .map(found::get)
        .map(PredictionMade.class::cast)
        .ifPresent(
            each ->
                json.put(
                    "prediction",
                    Materials.prediction(each).put("event", place(entry.predicted().get(), each))));
    entry
        .assessed()
        .map(found::get)
        .map(StabilityAssessed.class::cast)
        .filter(each -> !entry.shared())
        .ifPresent(each -> put(json, each, place(entry.assessed().get(), each), caller));
    invention(wanted, found).ifPresent(each -> json.put("invention", each));
    curves(json, wanted, found, crystal);
    json.put("events", events(wanted, found));
    return json.put("eventsLeftOut", entry.evidence().size() - wanted.size())
        .put("complete", rooms.isCaughtUp());
  }

  private void put(JsonObject json, Candidate candidate, Optional<Crystal> crystal) {
    JsonObject known = Candidates.json(candidate);
    known.remove("candidateId");
    known.remove("crystal");
    json.mergeIn(known);
    if (candidate.getCrystal() != null) {
      json.put("structure", Structures.json(candidate.getCrystal(), crystal));
    }
  }

  private void put(
      JsonObject json,
      MaterialUpdated record,
      MaterialIndex.Entry entry,
      Map<Position, SpecificRecord> found,
      Identity caller) {
    Map<String, JsonObject> places = new HashMap<>();
    found.forEach((position, event) -> places.put(meta(event).getId(), place(position, event)));
    JsonArray memberships = new JsonArray();
    record.getMemberships().stream()
        .filter(each -> view.seenBy(caller).definition(each.getCampaignId()).isPresent())
        .forEach(
            each ->
                memberships.add(
                    new JsonObject()
                        .put("campaignId", each.getCampaignId())
                        .put("index", each.getIndex())));
    json.put("version", record.getVersion())
        .put("recordedAt", record.getMeta().getRecordedAt().toString())
        .put("event", place(entry.updated().orElseThrow(), record))
        .put("memberships", memberships);
    if (entry.shared()) {
      json.put("properties", new JsonArray())
          .put("notes", new JsonArray().add("others measured it, too: means are not shown"));
    } else {
      json.put("properties", Materials.properties(record, places::get))
          .put("eventCount", record.getEventCount());
    }
  }

  /** Stability rests on what others computed, too: it is shown where the caller sees all of it. */
  private void put(JsonObject json, StabilityAssessed assessed, JsonObject place, Identity caller) {
    boolean own =
        assessed.getDecomposition().stream()
            .allMatch(
                each ->
                    each.getCandidateId() == null
                        || rooms
                            .materials()
                            .find(each.getCandidateId(), caller)
                            .filter(entry -> !entry.shared())
                            .isPresent());
    if (own) {
      json.put("stability", Assessments.json(assessed).put("event", place));
    } else {
      JsonArray notes = json.getJsonArray("notes", new JsonArray());
      json.put("notes", notes.add("others computed its competitors: stability is not shown"));
    }
  }

  /** Who made it, as the newest of its proposals that the caller sees says. */
  private static Optional<JsonObject> invention(
      List<Position> wanted, Map<Position, SpecificRecord> found) {
    return wanted.stream()
        .map(found::get)
        .filter(CandidateProposed.class::isInstance)
        .map(each -> ((CandidateProposed) each).getInvention())
        .filter(Objects::nonNull)
        .findFirst()
        .map(Inventions::json);
  }

  private static void curves(
      JsonObject json,
      List<Position> wanted,
      Map<Position, SpecificRecord> found,
      Optional<Crystal> crystal) {
    JsonArray patterns = new JsonArray();
    JsonArray spectra = new JsonArray();
    for (Position each : wanted) {
      if (found.get(each) instanceof ReadingReported reading
          && reading.getPayload() instanceof Curve curve
          && patterns.size() + spectra.size() < MOST_CURVES) {
        if (reading.getTechnique().equals(Curves.DIFFRACTION)) {
          patterns.add(Curves.pattern(reading, curve, crystal, place(each, reading)));
        } else {
          spectra.add(Curves.json(reading, curve, place(each, reading)));
        }
      }
    }
    json.put("patterns", patterns).put("spectra", spectra);
  }

  private static JsonArray events(List<Position> wanted, Map<Position, SpecificRecord> found) {
    JsonArray events = new JsonArray();
    for (Position each : wanted) {
      SpecificRecord event = found.get(each);
      if (event != null) {
        events.add(
            place(each, event)
                .put("occurredAt", meta(event).getOccurredAt().toString())
                .put("source", meta(event).getSource())
                .put("text", EventText.of(event)));
      }
    }
    return events;
  }

  private static Optional<Candidate> proposed(
      List<Position> evidence, Map<Position, SpecificRecord> found) {
    return evidence.stream()
        .map(found::get)
        .filter(CandidateProposed.class::isInstance)
        .map(each -> ((CandidateProposed) each).getCandidate())
        .findFirst();
  }

  private static boolean isOwn(SpecificRecord event, Identity caller) {
    return caller.sees(meta(event).getTenant());
  }

  private static JsonObject place(Position position, SpecificRecord event) {
    return new JsonObject()
        .put("id", meta(event).getId())
        .put("topic", position.topic())
        .put("partition", position.partition())
        .put("offset", position.offset());
  }

  private static Meta meta(SpecificRecord event) {
    return (Meta) event.get(event.getSchema().getField("meta").pos());
  }

  private static ProblemException unknown(String field, String reason) {
    return ProblemException.at(field, ProblemCode.NOT_FOUND, reason);
  }
}
