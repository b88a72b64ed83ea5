package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.athanor.allinone.bench.suite.Figure.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What benchmarks of forks, of shadows and of choosing late report, as figures. */
final class ForesightReaders {
  private static final Map<String, String> JUDGEMENTS =
      Map.of(
          "estimate", "value of the shadow's picks",
          "ownBest", "best of a shadow's own campaign",
          "ownMean", "mean of a shadow's own campaign");

  private ForesightReaders() {}

  /** {@code bench fork}. */
  static Findings fork(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    int tested = report.path("tested").asInt();
    if (tested > 0) {
      held(
          figures,
          "fork.held",
          "95 % intervals of a fork's regret difference that held the real run",
          DoubleNode.valueOf(report.path("covered").asDouble() / tested));
    }
    return new Findings(figures, List.of());
  }

  /** {@code bench shadow}. */
  static Findings shadow(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    JUDGEMENTS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                held(
                    figures,
                    Nodes.id("shadow", each.getKey()),
                    "95 % intervals that held: " + each.getValue(),
                    report.path("coverage").path(each.getKey())));
    return new Findings(figures, List.of());
  }

  private static void held(List<Figure> figures, String id, String label, JsonNode share) {
    if (share.isNumber()) {
      figures.add(
          new Figure(
              id,
              label,
              "1",
              Better.SAME,
              Figure.NEVER,
              Value.plain(share.doubleValue()),
              Map.of()));
    }
  }

  /** {@code bench credits}. */
  static Findings credits(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    Nodes.byName(report.path("sets"))
        .forEach(
            (set, arms) -> {
              Map<String, Value> ways = new LinkedHashMap<>();
              arms.forEach(
                  arm ->
                      Value.of(arm.path("experimentsToTarget"))
                          .ifPresent(value -> ways.put(arm.path("arm").asText(), value)));
              Value ours = ways.remove("credits");
              if (ours != null) {
                figures.add(
                    new Figure(
                        Nodes.id("credits", set),
                        set + ": experiments to the first hit, chosen when one can begin",
                        "1",
                        Better.LOWER,
                        Figure.NEVER,
                        ours,
                        ways));
              }
            });
    return new Findings(figures, List.of());
  }
}
