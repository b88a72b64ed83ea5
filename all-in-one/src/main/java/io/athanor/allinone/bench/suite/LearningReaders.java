package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.allinone.bench.suite.Figure.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What benchmarks of learning report, in a stream, among sites and between campaigns. */
final class LearningReaders {
  private static final double SHARE = 0.02;
  private static final String OURS = "detectors and online repair";

  private LearningReaders() {}

  /** {@code bench continual --only drift}. */
  static Findings drift(JsonNode report) {
    JsonNode drift = report.path("continual").path("drift");
    List<Figure> figures = new ArrayList<>();
    for (JsonNode stream : drift.path("streams")) {
      String name = stream.path("stream").asText();
      JsonNode ours = stream.path("ways").path(OURS);
      Value.of(ours.path("detectEvents"))
          .ifPresent(
              value ->
                  figures.add(
                      new Figure(
                          Nodes.id("drift", name, "found"),
                          name + ": outcomes until the change is found",
                          "1",
                          Better.LOWER,
                          Nodes.tenth(value),
                          value,
                          Map.of())));
      Map<String, Value> foils = new LinkedHashMap<>();
      Nodes.byName(stream.path("ways"))
          .forEach(
              (way, node) ->
                  Value.of(node.path("coverageAfter")).ifPresent(value -> foils.put(way, value)));
      Value coverage = foils.remove(OURS);
      if (coverage != null) {
        figures.add(
            new Figure(
                Nodes.id("drift", name, "coverage"),
                name + ": share of outcomes in 90 % intervals, from the 61st after it on",
                "1",
                Better.SAME,
                SHARE,
                coverage,
                foils));
      }
    }
    Value.of(drift.path("falseAlarms").path("per10000"))
        .ifPresent(
            value ->
                figures.add(
                    new Figure(
                        "drift.false-alarms",
                        "changes seen in 10,000 outcomes where there is none",
                        "1",
                        Better.LOWER,
                        1,
                        value,
                        Map.of())));
    return new Findings(figures, List.of());
  }

  /** {@code bench continual --only gate}. */
  static Findings gate(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    Nodes.byName(report.path("continual").path("gate"))
        .forEach(
            (kind, attempts) ->
                Value.of(attempts.path("fullShare"))
                    .ifPresent(
                        value ->
                            figures.add(
                                new Figure(
                                    Nodes.id("gate", kind),
                                    kind + " versions of the model that came to serve everybody",
                                    "1",
                                    kind.equals("better") ? Better.HIGHER : Better.LOWER,
                                    Figure.NEVER,
                                    value,
                                    Map.of()))));
    return new Findings(figures, List.of());
  }

  /** {@code bench federated}. */
  static Findings federated(JsonNode report) {
    JsonNode federated = report.path("federated");
    List<Figure> figures = new ArrayList<>();
    plain(
        figures,
        "federated.head.difference",
        "head of all sites against the pooled one, relative",
        federated.path("headMaxRelativeDifference"));
    plain(
        figures,
        "federated.wire.raw-values",
        "values of a record that left their site",
        federated.path("rawValuesOnWire"));
    JsonNode trunk = federated.path("trunk");
    Map<String, Value> foils = new LinkedHashMap<>();
    bounded(trunk.path("local")).ifPresent(value -> foils.put("each site alone", value));
    bounded(trunk.path("pooled")).ifPresent(value -> foils.put("pooled", value));
    bounded(trunk.path("federated"))
        .ifPresent(
            value ->
                figures.add(
                    new Figure(
                        "federated.trunk.mae",
                        "error of a trunk averaged over the sites",
                        "eV",
                        Better.LOWER,
                        Figure.NEVER,
                        value,
                        foils)));
    return new Findings(figures, List.of());
  }

  private static void plain(List<Figure> figures, String id, String label, JsonNode number) {
    if (number.isNumber()) {
      figures.add(
          new Figure(
              id,
              label,
              "1",
              Better.LOWER,
              Figure.NEVER,
              Value.plain(number.doubleValue()),
              Map.of()));
    }
  }

  private static Optional<Value> bounded(JsonNode node) {
    JsonNode value = node.path("value");
    return value.isNumber()
        ? Optional.of(
            new Value(
                value.doubleValue(),
                Optional.of(
                    List.of(node.path("low").doubleValue(), node.path("high").doubleValue()))))
        : Optional.empty();
  }

  /** {@code bench transfer}. */
  static Findings transfer(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    Nodes.byName(report.path("transfer").path("pools"))
        .forEach(
            (pool, ways) -> {
              Map<String, Value> foils = new LinkedHashMap<>();
              for (String way : List.of("alone", "misled")) {
                Value.of(ways.path(way).path("hits")).ifPresent(value -> foils.put(way, value));
              }
              Value.of(ways.path("taught").path("hits"))
                  .ifPresent(
                      value ->
                          figures.add(
                              new Figure(
                                  Nodes.id("transfer", pool, "hits"),
                                  pool + ": of the best 5 %, found by one taught by the others",
                                  "1",
                                  Better.HIGHER,
                                  Figure.NEVER,
                                  value,
                                  foils)));
            });
    return new Findings(figures, List.of());
  }
}
