package io.athanor.allinone.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Reports of benchmarks that the quick suite does not run. */
class ReadersTest {
  private static List<Figure> figures(Function<JsonNode, Findings> reader, String report)
      throws Exception {
    return reader.apply(new ObjectMapper().readTree(report)).figures();
  }

  @Test
  void shouldTellHowLongOneChoiceTakes() throws Exception {
    List<Figure> figures =
        figures(
            SpeedReaders::acquisition,
            """
            {"subject": "head", "candidates": 2000, "dimension": 64, "onePassMillis": 0.1,
             "updateAndPick": {"millis": {"p50": 0.5, "p99": 0.9}, "passes": 4},
             "batch32": {"passes": 22, "millis": 2.6},
             "pickMillis": {"p50": 23.5, "p99": 29}}
            """);
    assertThat(figures)
        .extracting(Figure::id)
        .containsExactly(
            "acquisition.head.updateandpick",
            "acquisition.head.batch32",
            "acquisition.head.pickmillis");
    assertThat(figures).extracting(each -> each.value().number()).containsExactly(0.5, 2.6, 23.5);
    assertThat(figures.get(0).label()).endsWith("median");
    assertThat(figures.get(1).label()).endsWith("once");
  }

  @Test
  void shouldNotMakeUpIntervalsAndFoils() throws Exception {
    List<Figure> figures =
        figures(
            JudgementReaders::model,
            """
            {"figures": [
              {"bench": "accuracy", "what": "gap", "metric": "mae", "unit": "eV",
               "value": {"value": 0.2, "low": 0.1, "high": 0.3}, "foils": {"constant": 0.9}},
              {"bench": "accuracy", "what": "gap", "metric": "coverage90", "unit": "1",
               "value": {"value": 0.88, "low": 0.87, "high": 0.89},
               "foils": {"miscalibration area": 0.02}},
              {"bench": "calibration", "what": "gap", "metric": "area", "unit": "1",
               "value": {"value": 0.02, "low": 0.02, "high": 0.02}, "foils": {}}]}
            """);
    assertThat(figures.get(0).foils()).containsOnlyKeys("constant");
    assertThat(figures.get(0).value().interval()).contains(List.of(0.1, 0.3));
    assertThat(figures.get(1).foils()).isEmpty();
    assertThat(figures.get(1).better()).isEqualTo(Figure.Better.SAME);
    assertThat(figures.get(2).value().interval()).isEmpty();
  }

  @Test
  void shouldHoldWhatIsFoundAgainstOtherWays() throws Exception {
    List<Figure> figures =
        figures(
            LearningReaders::drift,
            """
            {"continual": {"drift": {"streams": [{"stream": "noise x 2", "ways": {
              "detectors and online repair": {"detectEvents": {"mean": 24, "ci95": [20, 28]},
                "coverageAfter": {"mean": 0.9, "ci95": [0.89, 0.91]}},
              "static": {"coverageAfter": {"mean": 0.6, "ci95": [0.5, 0.7]}}}}],
             "falseAlarms": {"per10000": {"mean": 0.3, "ci95": [0, 1]}}}}}
            """);
    assertThat(figures)
        .extracting(Figure::id)
        .containsExactly("drift.noise-x-2.found", "drift.noise-x-2.coverage", "drift.false-alarms");
    assertThat(figures.get(1).foils()).containsOnlyKeys("static");
    assertThat(figures).allMatch(Figure::isCompared);
  }

  @Test
  void shouldTellVersionsThatServeEverybody() throws Exception {
    List<Figure> figures =
        figures(
            LearningReaders::gate,
            """
            {"continual": {"gate": {"versions": 8, "outcomes": 500,
              "better": {"fullShare": {"mean": 1, "ci95": [1, 1]}},
              "worse": {"fullShare": {"mean": 0, "ci95": [0, 0]}}}}}
            """);
    assertThat(figures).extracting(Figure::id).containsExactly("gate.better", "gate.worse");
    assertThat(figures)
        .extracting(Figure::better)
        .containsExactly(Figure.Better.HIGHER, Figure.Better.LOWER);
  }

  @Test
  void shouldSetSitesTogetherBesideSitesAlone() throws Exception {
    List<Figure> figures =
        figures(
            LearningReaders::federated,
            """
            {"federated": {"headMaxRelativeDifference": 2e-12, "rawValuesOnWire": 0, "trunk": {
              "local": {"value": 0.3, "low": 0.2, "high": 0.4},
              "federated": {"value": 0.2, "low": 0.1, "high": 0.3},
              "pooled": {"value": 0.1, "low": 0.1, "high": 0.2}}}}
            """);
    assertThat(figures).extracting(each -> each.value().number()).containsExactly(2e-12, 0.0, 0.2);
    assertThat(figures.get(2).foils()).containsOnlyKeys("each site alone", "pooled");
  }

  @Test
  void shouldSetCampaignsThatWereTaughtBesideThoseAlone() throws Exception {
    List<Figure> figures =
        figures(
            LearningReaders::transfer,
            """
            {"transfer": {"pools": {"blends": {
              "alone": {"hits": {"mean": 16, "ci95": [15, 17]}},
              "taught": {"hits": {"mean": 18, "ci95": [17, 19]}},
              "misled": {"hits": {"mean": 16, "ci95": [15, 17]}}}}}}
            """);
    assertThat(figures).extracting(Figure::id).containsExactly("transfer.blends.hits");
    assertThat(figures.get(0).foils()).containsOnlyKeys("alone", "misled");
  }

  @Test
  void shouldTellWhatIsInvented() throws Exception {
    assertThat(
            figures(
                InventionReaders::table,
                """
                {"inverse": {"table": {"wholeTable": {
                  "evolution": {"enrichment": {"mean": 65, "ci95": [42, 89]}},
                  "random": {"enrichment": {"mean": 3, "ci95": [0, 8]}}}}}}
                """))
        .singleElement()
        .satisfies(figure -> assertThat(figure.foils()).containsOnlyKeys("random"));
    assertThat(
            figures(
                InventionReaders::hygiene,
                """
                {"inverse": {"hygiene": {"repaired": {"chargeBalanced": 1, "perMinute": 27863},
                  "random": {"chargeBalanced": 0.75}}}}
                """))
        .extracting(Figure::id)
        .containsExactly("inverse.hygiene.chargebalanced", "inverse.hygiene.perminute");
    assertThat(
            figures(
                InventionReaders::optimisation,
                """
                {"inverse": {"optimisation": {
                  "SR5": {"rate": {"mean": 0.36, "ci95": [0.27, 0.45]}, "publishedCdvae": 0.78}}}}
                """))
        .singleElement()
        .satisfies(figure -> assertThat(figure.label()).contains("best 5 %"));
  }

  @Test
  void shouldTellWhatIntervalsHeld() throws Exception {
    assertThat(figures(ForesightReaders::fork, "{\"covered\": 150, \"tested\": 156}"))
        .singleElement()
        .satisfies(figure -> assertThat(figure.value().number()).isBetween(0.961, 0.962));
    assertThat(figures(ForesightReaders::fork, "{\"covered\": 0, \"tested\": 0}")).isEmpty();
    assertThat(
            figures(
                ForesightReaders::shadow, "{\"coverage\": {\"estimate\": 0.98, \"ownMean\": 0.9}}"))
        .extracting(Figure::id)
        .containsExactly("shadow.estimate", "shadow.ownmean");
  }

  @Test
  void shouldHoldChoosingLateAgainstChoosingAhead() throws Exception {
    List<Figure> figures =
        figures(
            ForesightReaders::credits,
            """
            {"sets": {"autoam": [
              {"arm": "ahead", "experimentsToTarget": {"mean": 12, "ci95": [5, 17]}},
              {"arm": "credits", "experimentsToTarget": {"mean": 5, "ci95": [1, 10]}}]}}
            """);
    assertThat(figures).extracting(Figure::id).containsExactly("credits.autoam");
    assertThat(figures.get(0).foils()).containsOnlyKeys("ahead");
  }
}
