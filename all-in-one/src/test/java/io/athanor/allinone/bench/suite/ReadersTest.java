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
}
