package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.allinone.bench.suite.Figure.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What benchmarks of search and of intervals report, as figures. */
final class SearchReaders {
  private static final double SHARE = 0.02;
  private static final double EVENTS = 10;

  private SearchReaders() {}

  /** What a discovery report says of a strategy. */
  private enum Measure {
    AF80("af80", "acceleration over random to find 80 % of the best 5 %", Better.HIGHER, true),
    EARLY("efEarly", "enhancement over random early on", Better.HIGHER, true),
    // a median over few runs jumps
    FIRST("firstTopAt", "experiments until the first hit, median", Better.LOWER, false);

    private final String field;
    private final String words;
    private final Better better;
    private final boolean isSteady;

    Measure(String field, String words, Better better, boolean isSteady) {
      this.field = field;
      this.words = words;
      this.better = better;
      this.isSteady = isSteady;
    }
  }

  /** {@code bench discovery} on one pool. */
  static Findings discovery(JsonNode report) {
    String set = report.path("dataSet").asText();
    Map<String, JsonNode> foils = Nodes.byName(report.path("foils"));
    List<Figure> figures = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      Map<String, Value> others = new LinkedHashMap<>();
      foils.forEach(
          (name, foil) ->
              Value.of(foil.path(measure.field)).ifPresent(value -> others.put(name, value)));
      Value.of(report.path(measure.field))
          .ifPresent(
              value ->
                  figures.add(
                      new Figure(
                          Nodes.id("discovery", set, measure.field),
                          set + ": " + measure.words,
                          "1",
                          measure.better,
                          measure.isSteady ? Nodes.tenth(value) : Figure.NEVER,
                          value,
                          others)));
    }
    Map<String, List<Double>> lines = new LinkedHashMap<>();
    lines.put(report.path("policy").asText(), Nodes.numbers(report.path("topShareByPick")));
    foils.forEach((name, foil) -> lines.put(name, Nodes.numbers(foil.path("topShareByPick"))));
    return new Findings(
        figures,
        List.of(
            new Curve(
                "%s (%d candidates): share of the best 5 %% found"
                    .formatted(set, report.path("size").asInt()),
                "experiments",
                1,
                lines)));
  }

  /** {@code bench rare-hits}. */
  static Findings rareHits(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    for (JsonNode part : report.path("parts")) {
      for (String which : List.of("half", "all")) {
        JsonNode found = part.path(which);
        Value.of(found.path("evaluations"), found.path("evaluationsCi95"))
            .ifPresent(
                value ->
                    figures.add(
                        new Figure(
                            Nodes.id("rare-hits", part.path("features").asText(), which),
                            "evaluations until %s of %d hits among %d, from %s"
                                .formatted(
                                    which.equals("all") ? "all" : "half",
                                    report.path("hits").asInt(),
                                    report.path("candidates").asInt(),
                                    part.path("features").asText()),
                            "1",
                            Better.LOWER,
                            Nodes.tenth(value),
                            value,
                            Map.of(
                                "random",
                                Value.plain(found.path("evaluationsRandom").asDouble())))));
      }
    }
    return new Findings(figures, List.of());
  }

  /** {@code bench adaptation}: the stream that is made up. */
  static Findings adaptation(JsonNode report) {
    return stream(report.path("streams").path(0), "grown");
  }

  /** {@code bench adaptation --structures}: the stream of perovskites. */
  static Findings anions(JsonNode report) {
    return stream(report.path("streams").path(1), "anions");
  }

  private static Findings stream(JsonNode stream, String stem) {
    String name = stream.path("stream").asText();
    Map<String, Value> covered = new LinkedHashMap<>();
    Map<String, Value> recoveries = new LinkedHashMap<>();
    Map<String, List<Double>> lines = new LinkedHashMap<>();
    Nodes.byName(stream.path("ways"))
        .forEach(
            (way, node) -> {
              Value.of(node.path("after")).ifPresent(value -> covered.put(way, value));
              recoveries.put(way, Value.plain(node.path("recoveryEvents").asDouble()));
              lines.put(way, Nodes.numbers(node.path("coverage")));
            });
    String ours = lines.keySet().iterator().next();
    Value coverage = covered.remove(ours);
    Value recovery = recoveries.remove(ours);
    return new Findings(
        List.of(
            new Figure(
                Nodes.id("adaptation", stem, "coverage"),
                name + ": share of outcomes in 90 % intervals afterwards",
                "1",
                Better.SAME,
                SHARE,
                coverage,
                covered),
            new Figure(
                Nodes.id("adaptation", stem, "recovery"),
                name + ": events until 20 in a row are covered to 0.88",
                "1",
                Better.LOWER,
                EVENTS,
                recovery,
                recoveries)),
        List.of(new Curve(name + ": share covered, mean of 20 events", "events", 0, lines)));
  }
}
