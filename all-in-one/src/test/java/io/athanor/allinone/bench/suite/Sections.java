package io.athanor.allinone.bench.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sections as tests need them. */
final class Sections {
  private Sections() {}

  static Measurement on(String file) {
    return new Measurement(
        List.of("bench", "discovery", "--pool", file),
        "data <" + file + ">",
        "seeds 1..3",
        file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file)),
        report -> new Findings(List.of(), List.of()));
  }

  static Section measured(String file, Figure... figures) {
    Curve curve = new Curve("found", "experiments", 1, Map.of("auto", List.of(0.0, 0.5, 1.0)));
    return section(
        new Section.Result(
            on(file), new Findings(List.of(figures), List.of(curve)), Optional.empty(), false));
  }

  static Section absent(String file) {
    return section(
        new Section.Result(
            on(file), new Findings(List.of(), List.of()), Optional.of(file + " is absent"), true));
  }

  static Figure figure(String id, Figure.Better better, double tolerance, double value) {
    return new Figure(
        id,
        "label & of " + id,
        "1",
        better,
        tolerance,
        new Value(value, Optional.of(List.of(value - 1, value + 1))),
        Map.of("random", Value.plain(1)));
  }

  private static Section section(Section.Result result) {
    return new Section(
        new Chapter("discovery", "Discovery", "How soon?", "No note.", List.of()), List.of(result));
  }
}
