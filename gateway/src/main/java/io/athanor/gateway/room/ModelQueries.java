package io.athanor.gateway.room;

import io.athanor.event.CoverageReported;
import io.athanor.event.ModelReleased;
import io.athanor.gateway.event.Releases;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.room.ModelShelf.Found;
import io.athanor.gateway.security.Identity;
import io.athanor.gateway.view.Seen;
import io.athanor.gateway.view.View;
import io.athanor.schemas.rollout.Rollout;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the door says of models. */
public final class ModelQueries {
  private final Rooms rooms;
  private final View view;

  /** From the shelf. */
  public ModelQueries(Rooms rooms, View view) {
    this.rooms = rooms;
    this.view = view;
  }

  /** All models, by name. */
  public JsonObject list() {
    ModelShelf shelf = rooms.models();
    JsonArray models = new JsonArray();
    for (String name : shelf.names()) {
      List<Found<ModelReleased>> releases = shelf.releases(name);
      JsonObject json =
          new JsonObject()
              .put("name", name)
              .put("releases", releases.size())
              .put(
                  "predictions",
                  shelf.predictions(name).values().stream().mapToLong(each -> each).sum())
              .put("alarms", shelf.drift(each -> each.equals(name)).size());
      if (!releases.isEmpty()) {
        json.put("newest", Releases.json(releases.get(0).event()));
      }
      serving(json, shelf.rollout(name));
      latest(shelf.coverage(each -> each.equals(name)))
          .ifPresent(each -> json.put("coverage", Releases.json(each)));
      models.add(json);
    }
    return new JsonObject().put("models", models).put("complete", rooms.isCaughtUp());
  }

  /**
   * One model: its releases, card, figures, and how its intervals did, beside those of the
   * campaigns that the caller sees.
   *
   * @throws ProblemException 404 where the log does not speak of it
   */
  public JsonObject get(String name, Identity caller) {
    ModelShelf shelf = rooms.models();
    if (!shelf.names().contains(name)) {
      throw ProblemException.at("name", ProblemCode.NOT_FOUND, "no model has this id");
    }
    Map<String, Long> predictions = shelf.predictions(name);
    JsonArray releases = new JsonArray();
    for (Found<ModelReleased> each : shelf.releases(name)) {
      releases.add(
          Releases.json(each.event())
              .put("predictions", predictions.getOrDefault(each.event().getDigest(), 0L))
              .put("event", place(each.position())));
    }
    Seen seen = view.seenBy(caller);
    Predicate<String> shown =
        subject -> subject.equals(name) || seen.definition(subject).isPresent();
    List<Found<CoverageReported>> coverage = shelf.coverage(shown);
    JsonObject json =
        new JsonObject()
            .put("name", name)
            .put("releases", releases)
            .put("calibrationCurve", curve(coverage))
            .put("coverage", reports(coverage));
    JsonArray alarms = new JsonArray();
    shelf
        .drift(shown.or(subject -> seen.instrument(subject).isPresent()))
        .forEach(
            each -> alarms.add(Releases.json(each.event()).put("event", place(each.position()))));
    json.put("drift", alarms);
    JsonArray rollout = new JsonArray();
    shelf
        .steps(name)
        .forEach(
            each -> rollout.add(Releases.step(each.event()).put("event", place(each.position()))));
    json.put("rollout", rollout);
    serving(json, shelf.rollout(name));
    shelf.releases(name).stream()
        .map(each -> each.event().getCard())
        .filter(each -> each != null)
        .findFirst()
        .ifPresent(each -> json.put("card", each));
    return json.put("complete", rooms.isCaughtUp());
  }

  private static void serving(JsonObject json, Rollout rollout) {
    rollout.champion().ifPresent(each -> json.put("champion", each.digest()));
    rollout
        .canary()
        .ifPresent(
            each ->
                json.put(
                    "canary",
                    new JsonObject().put("digest", each.digest()).put("share", each.share())));
    rollout.shadow().ifPresent(each -> json.put("shadow", each.digest()));
  }

  /** Claimed against observed by the last report of each subject, property and claim. */
  private static JsonArray curve(List<Found<CoverageReported>> reports) {
    Map<String, CoverageReported> last = new LinkedHashMap<>();
    for (Found<CoverageReported> each : reports) {
      CoverageReported report = each.event();
      last.put(
          report.getSubject() + '\n' + report.getProperty() + '\n' + report.getClaimed(), report);
    }
    JsonArray points = new JsonArray();
    last.values()
        .forEach(
            each -> {
              double[] interval = wilson(each.getObserved(), each.getCount());
              points.add(Releases.json(each).put("lower", interval[0]).put("upper", interval[1]));
            });
    return points;
  }

  private static JsonArray reports(List<Found<CoverageReported>> reports) {
    Map<String, JsonArray> series = new TreeMap<>();
    for (Found<CoverageReported> each : reports) {
      CoverageReported report = each.event();
      series
          .computeIfAbsent(
              report.getSubject() + '\n' + report.getProperty(), key -> new JsonArray())
          .add(Releases.json(report).put("event", place(each.position())));
    }
    JsonArray all = new JsonArray();
    series.forEach(
        (key, each) ->
            all.add(
                new JsonObject()
                    .put("subject", key.substring(0, key.indexOf('\n')))
                    .put("property", key.substring(key.indexOf('\n') + 1))
                    .put("reports", each)));
    return all;
  }

  /**
   * What a share seen in so many cases leaves open, at 95 % (Wilson, Probable inference, the law of
   * succession, and statistical inference, J. Am. Stat. Assoc. 22, 1927).
   */
  static double[] wilson(double share, int count) {
    if (count <= 0) {
      return new double[] {0, 1};
    }
    double z = 1.959963984540054;
    double scale = 1 + z * z / count;
    double centre = (share + z * z / (2 * count)) / scale;
    double half =
        z / scale * Math.sqrt(share * (1 - share) / count + z * z / (4.0 * count * count));
    return new double[] {Math.max(0, centre - half), Math.min(1, centre + half)};
  }

  private static Optional<CoverageReported> latest(List<Found<CoverageReported>> reports) {
    return reports.isEmpty()
        ? Optional.empty()
        : Optional.of(reports.get(reports.size() - 1).event());
  }

  private static JsonObject place(Position position) {
    return new JsonObject()
        .put("topic", position.topic())
        .put("partition", position.partition())
        .put("offset", position.offset());
  }
}
