package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.allinone.bench.suite.Figure.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code bench inverse} reports, as figures. */
final class InventionReaders {
  private InventionReaders() {}

  /** Hits among what is proposed from a closed table, against random choice. */
  static Findings table(JsonNode report) {
    Map<String, Value> ways = new LinkedHashMap<>();
    Nodes.byName(report.path("inverse").path("table").path("wholeTable"))
        .forEach(
            (way, node) ->
                Value.of(node.path("enrichment")).ifPresent(value -> ways.put(way, value)));
    Value ours = ways.remove("evolution");
    return new Findings(
        ours == null
            ? List.of()
            : List.of(
                new Figure(
                    "inverse.table.enrichment",
                    "hit rate of 100 proposed cells, multiples of random choice",
                    "1",
                    Better.HIGHER,
                    Figure.NEVER,
                    ours,
                    ways)),
        List.of());
  }

  /** What of 10,000 invented structures is sound, unlike anything known, and how fast. */
  static Findings hygiene(JsonNode report) {
    JsonNode hygiene = report.path("inverse").path("hygiene");
    Map<String, String> shares = new LinkedHashMap<>();
    shares.put("structurallyValid", "structurally valid");
    shares.put("chargeBalanced", "charge-balanced");
    shares.put("hardTermsKept", "within every hard term");
    shares.put("unique", "unlike each other");
    shares.put("novel", "unlike everything known");
    List<Figure> figures = new ArrayList<>();
    shares.forEach(
        (field, words) -> figure(figures, hygiene, field, "share of invented structures " + words));
    figure(figures, hygiene, "perMinute", "structures invented a minute");
    return new Findings(figures, List.of());
  }

  private static void figure(List<Figure> figures, JsonNode hygiene, String field, String label) {
    JsonNode ours = hygiene.path("repaired").path(field);
    if (!ours.isNumber()) {
      return;
    }
    Map<String, Value> foils = new LinkedHashMap<>();
    JsonNode random = hygiene.path("random").path(field);
    if (random.isNumber()) {
      foils.put("random substitution", Value.plain(random.doubleValue()));
    }
    figures.add(
        new Figure(
            Nodes.id("inverse.hygiene", field),
            label,
            "1",
            Better.HIGHER,
            Figure.NEVER,
            Value.plain(ours.doubleValue()),
            foils));
  }

  /** The CDVAE protocol: formation energies brought into the best 5, 10 and 15 %. */
  static Findings optimisation(JsonNode report) {
    JsonNode optimisation = report.path("inverse").path("optimisation");
    List<Figure> figures = new ArrayList<>();
    for (String rate : List.of("SR5", "SR10", "SR15")) {
      JsonNode node = optimisation.path(rate);
      Map<String, Value> foils = new LinkedHashMap<>();
      Value.of(node.path("rateOfTheStarts")).ifPresent(value -> foils.put("the starts", value));
      foils.put("CDVAE, its own surrogate", Value.plain(node.path("publishedCdvae").doubleValue()));
      Value.of(node.path("rate"))
          .ifPresent(
              value ->
                  figures.add(
                      new Figure(
                          Nodes.id("inverse.optimisation", rate),
                          "optimised into the best " + rate.substring(2) + " % of energies",
                          "1",
                          Better.HIGHER,
                          Figure.NEVER,
                          value,
                          foils)));
    }
    return new Findings(figures, List.of());
  }
}
