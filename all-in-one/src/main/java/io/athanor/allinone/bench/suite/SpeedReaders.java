package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.allinone.bench.suite.Figure.Better;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What timings report, as figures. */
final class SpeedReaders {
  private SpeedReaders() {}

  /** {@code bench acquisition}. */
  static Findings acquisition(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    String subject = report.path("subject").asText();
    String size =
        "%d candidates of %d features"
            .formatted(report.path("candidates").asInt(), report.path("dimension").asInt());
    Nodes.byName(report)
        .forEach(
            (name, node) -> {
              JsonNode once = node.path("millis");
              JsonNode median = once.isObject() ? once.path("p50") : node.path("p50");
              JsonNode millis = once.isNumber() ? once : median;
              if (millis.isNumber()) {
                figures.add(
                    new Figure(
                        Nodes.id("acquisition", subject, name),
                        "%s, %s: %s, %s"
                            .formatted(subject, size, name, once.isNumber() ? "once" : "median"),
                        "ms",
                        Better.LOWER,
                        Figure.NEVER,
                        Value.plain(millis.asDouble()),
                        Map.of()));
              }
            });
    return new Findings(figures, List.of());
  }

  /** {@code demo --headless}. */
  static Findings demo(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    for (String quantile : List.of("p50", "p99")) {
      Value.of(report.path("readingToProposalMillis").path(quantile), report.path("none"))
          .ifPresent(
              value ->
                  figures.add(
                      new Figure(
                          "lap." + quantile,
                          "from a reading at the door to the next proposal, " + quantile,
                          "ms",
                          Better.LOWER,
                          Figure.NEVER,
                          value,
                          Map.of())));
    }
    figures.add(
        new Figure(
            "lap.lost",
            "readings lost or counted twice, experiments actuated twice",
            "1",
            Better.LOWER,
            Figure.NEVER,
            Value.plain(
                report.path("lostReadings").asDouble()
                    + report.path("duplicateObservations").asDouble()
                    + report.path("doubleActuations").asDouble()),
            Map.of()));
    return new Findings(figures, List.of());
  }
}
