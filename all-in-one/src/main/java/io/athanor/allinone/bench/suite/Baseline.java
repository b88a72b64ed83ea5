package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.lab.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the figures were when somebody last looked at them.
 *
 * @param entries by figure
 */
record Baseline(Map<String, Entry> entries) {
  /**
   * One figure.
   *
   * @param value what it was
   * @param tolerance how far it may fall behind, in its unit
   * @param better which way is better
   * @param needs the data it was measured on, a file's name; empty where nothing was needed
   */
  record Entry(double value, double tolerance, Figure.Better better, String needs) {}

  /**
   * A figure beside its baseline.
   *
   * @param text what became of it, for people
   * @param isRegression whether it is worse than the baseline allows, or was not measured though it
   *     could have been
   */
  record Verdict(String id, String text, boolean isRegression) {}

  Baseline {
    entries = new TreeMap<>(entries);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static Baseline read(Path file) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    for (JsonNode each : new ObjectMapper().readTree(file.toFile()).path("figures")) {
      String id = each.path("id").asText();
      if (!each.path("value").isNumber() || !each.path("tolerance").isNumber()) {
        throw new IllegalArgumentException(
            "--baseline: %s: figures[%s] has no value and tolerance".formatted(file, id));
      }
      entries.put(
          id,
          new Entry(
              each.path("value").doubleValue(),
              each.path("tolerance").doubleValue(),
              Figure.Better.valueOf(each.path("better").asText("").toUpperCase(Locale.ROOT)),
              each.path("needs").asText("")));
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("--baseline: " + file + " has no figures");
    }
    return new Baseline(entries);
  }

  /** What was measured, as the new baseline; figures whose data is not there stay as they were. */
  static Baseline of(List<Section> sections, Baseline before) {
    Map<String, Entry> entries = new TreeMap<>();
    Set<String> absent = absent(sections);
    before.entries.forEach(
        (id, entry) -> {
          if (absent.contains(entry.needs())) {
            entries.put(id, entry);
          }
        });
    each(
        sections,
        (figure, needs) ->
            entries.put(
                figure.id(),
                new Entry(figure.value().number(), figure.tolerance(), figure.better(), needs)));
    return new Baseline(entries);
  }

  /** Every figure of the baseline and every further one. */
  List<Verdict> compare(List<Section> sections) {
    Set<String> absent = absent(sections);
    Map<String, Figure> measured = new TreeMap<>();
    each(sections, (figure, needs) -> measured.put(figure.id(), figure));
    List<Verdict> verdicts = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          Figure now = measured.get(id);
          if (now != null) {
            verdicts.add(verdict(id, entry, now.value().number()));
          } else if (absent.contains(entry.needs())) {
            verdicts.add(new Verdict(id, "not measured: " + entry.needs() + " is absent", false));
          } else {
            verdicts.add(new Verdict(id, "was not reached", true));
          }
        });
    measured.keySet().stream()
        .filter(id -> !entries.containsKey(id))
        .forEach(id -> verdicts.add(new Verdict(id, "has no baseline yet", false)));
    return verdicts;
  }

  void write(Path file) {
    List<Map<String, Object>> list = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("id", id);
          map.put("value", entry.value());
          map.put("tolerance", entry.tolerance());
          map.put("better", entry.better().name().toLowerCase(Locale.ROOT));
          map.put("needs", entry.needs());
          list.add(map);
        });
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("writtenBy", "./athanor bench all --quick --report DIR --update-baseline");
    document.put("figures", list);
    ReportFile.write(file, document);
  }

  private static Verdict verdict(String id, Entry entry, double now) {
    double change = now - entry.value();
    double worse =
        switch (entry.better()) {
          case HIGHER -> -change;
          case LOWER -> change;
          case SAME -> Math.abs(change);
        };
    String numbers =
        "%s, baseline %s, tolerance %s"
            .formatted(
                Value.plain(now).text(),
                Value.plain(entry.value()).text(),
                Value.plain(entry.tolerance()).text());
    boolean regression = worse > entry.tolerance();
    return new Verdict(id, (regression ? "worse: " : "holds: ") + numbers, regression);
  }

  private interface Visit {
    void figure(Figure figure, String needs);
  }

  private static void each(List<Section> sections, Visit visit) {
    for (Section section : sections) {
      for (Section.Result result : section.results()) {
        result.findings().figures().stream()
            .filter(Figure::isCompared)
            .forEach(figure -> visit.figure(figure, needs(result)));
      }
    }
  }

  private static Set<String> absent(List<Section> sections) {
    Set<String> absent = new TreeSet<>();
    for (Section section : sections) {
      section.results().stream()
          .filter(Section.Result::isWithoutData)
          .forEach(result -> absent.add(needs(result)));
    }
    return absent;
  }

  private static String needs(Section.Result result) {
    return result.measurement().needs().map(file -> file.getFileName().toString()).orElse("");
  }
}
