package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.allinone.bench.suite.Figure.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What benchmarks of critic, diagnosis, model and portfolio report, as figures. */
final class JudgementReaders {
  private static final double SHARE = 0.02;

  private JudgementReaders() {}

  /** {@code bench critic}. */
  static Findings critic(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    share(
        figures,
        "critic.faults-blocked",
        "implausible proposals blocked, of 21 kinds",
        Better.HIGHER,
        report.path("faultsBlocked"));
    share(
        figures,
        "critic.sound-blocked",
        "sound proposals blocked by mistake",
        Better.LOWER,
        report.path("soundBlocked"));
    return new Findings(figures, List.of());
  }

  private static void share(
      List<Figure> figures, String id, String label, Better better, JsonNode proportion) {
    Value.of(proportion.path("share"), proportion.path("ci95"))
        .ifPresent(
            value -> figures.add(new Figure(id, label, "1", better, SHARE, value, Map.of())));
  }

  /** {@code bench diagnosis}. */
  static Findings diagnosis(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    for (String top : List.of("top1", "top2")) {
      Map<String, Value> foils = new LinkedHashMap<>();
      for (String foil : List.of("without history", "most frequent")) {
        Value.of(report.path(foil).path(top), report.path(foil).path(top + "Ci95"))
            .ifPresent(value -> foils.put(foil, value));
      }
      JsonNode own = report.path("diagnosis");
      Value.of(own.path(top), own.path(top + "Ci95"))
          .ifPresent(
              value ->
                  figures.add(
                      new Figure(
                          "diagnosis." + top,
                          top.equals("top1")
                              ? "failures whose true cause is named first"
                              : "failures whose true cause is among the first two",
                          "1",
                          Better.HIGHER,
                          SHARE,
                          value,
                          foils)));
    }
    return new Findings(figures, List.of());
  }

  /** {@code bench model}. */
  static Findings model(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    int number = 0;
    for (JsonNode each : report.path("figures")) {
      number++;
      String metric = each.path("metric").asText();
      boolean coverage = metric.contains("coverage");
      Map<String, Value> foils = new LinkedHashMap<>();
      // beside a coverage stands its miscalibration, which is no other way
      if (!coverage) {
        Nodes.byName(each.path("foils"))
            .forEach((name, foil) -> foils.put(name, Value.plain(foil.asDouble())));
      }
      JsonNode value = each.path("value");
      // where no interval is known, its ends are the value
      Optional<List<Double>> ends =
          Optional.of(List.of(value.path("low").asDouble(), value.path("high").asDouble()))
              .filter(both -> both.get(0) < both.get(1));
      figures.add(
          new Figure(
              Nodes.id("model", each.path("bench").asText(), metric + "-" + number),
              each.path("what").asText() + ": " + metric,
              each.path("unit").asText(),
              coverage ? Better.SAME : Better.LOWER,
              Figure.NEVER,
              new Value(value.path("value").asDouble(), ends),
              foils));
    }
    return new Findings(figures, List.of());
  }

  /** {@code bench portfolio}. */
  static Findings portfolio(JsonNode report) {
    List<Figure> figures = new ArrayList<>();
    Nodes.byName(report.path("results"))
        .forEach(
            (name, result) -> {
              Map<String, Value> foils = new LinkedHashMap<>();
              Value.of(result.path("regretEqual")).ifPresent(v -> foils.put("equal parts", v));
              Value.of(result.path("regretOracle")).ifPresent(v -> foils.put("in hindsight", v));
              Value.of(result.path("regretPortfolio"))
                  .ifPresent(
                      value ->
                          figures.add(
                              new Figure(
                                  Nodes.id("portfolio", name, "regret"),
                                  name + ": regret of campaigns that share a budget",
                                  "{standard deviations}",
                                  Better.LOWER,
                                  Figure.NEVER,
                                  value,
                                  foils)));
            });
    return new Findings(figures, List.of());
  }
}
