package io.athanor.allinone.bench.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chapter after it was measured.
 *
 * @param chapter which
 * @param results one a measurement
 */
record Section(Chapter chapter, List<Result> results) {
  Section {
    results = List.copyOf(results);
  }

  /**
   * What came of a measurement.
   *
   * @param absent why there is nothing; empty where it was measured
   * @param isWithoutData whether that is because its data is not there
   */
  record Result(
      Measurement measurement, Findings findings, Optional<String> absent, boolean isWithoutData) {
    Map<String, Object> document() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("command", measurement.command());
      map.put("data", measurement.data());
      map.put("seeds", measurement.seeds());
      map.put("absent", absent.orElse(null));
      map.put("figures", findings.figures().stream().map(Figure::document).toList());
      return map;
    }
  }

  Map<String, Object> document() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", chapter.id());
    map.put("title", chapter.title());
    map.put("question", chapter.question());
    map.put("note", chapter.note());
    map.put("measurements", results.stream().map(Result::document).toList());
    return map;
  }
}
