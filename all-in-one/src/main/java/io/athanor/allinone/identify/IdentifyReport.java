package io.athanor.allinone.identify;

import io.athanor.materials.diffraction.phase.FoundPhase;
import io.athanor.materials.diffraction.phase.Hypothesis;
import io.athanor.materials.diffraction.phase.PhaseBenchmark;
import io.athanor.materials.diffraction.phase.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found, as the tree of a JSON report and as lines for a person. */
final class IdentifyReport {
  private IdentifyReport() {}

  static Map<String, Object> of(
      MeasuredPattern pattern, List<Hypothesis> hypotheses, List<String> omitted) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", pattern.name());
    tree.put("wavelengthAngstrom", pattern.pattern().wavelength());
    tree.put("identified", !hypotheses.get(0).phases().isEmpty());
    tree.put("hypotheses", hypotheses.stream().map(IdentifyReport::of).toList());
    tree.put("remarks", pattern.remarks());
    tree.put("referencesLeftOut", omitted);
    return tree;
  }

  static String line(MeasuredPattern pattern, Hypothesis best) {
    if (best.phases().isEmpty()) {
      return pattern.name() + ": none of the references is found";
    }
    StringBuilder line = new StringBuilder(pattern.name()).append(':');
    for (FoundPhase each : best.phases()) {
      line.append(
          String.format(
              Locale.ROOT,
              " %s %.0f %% by weight (confidence %.2f);",
              each.name(),
              100 * each.quantities().weightFraction(),
              each.confidence()));
    }
    return line.append(
            String.format(
                Locale.ROOT, " Rwp %.3f, zero shift %.2f degrees", best.rwp(), best.zeroShift()))
        .toString();
  }

  static Map<String, Object> of(PhaseBenchmark.Outcome outcome, long seed) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("seed", seed);
    tree.put("medianSignalToNoiseDecibel", outcome.signalToNoise());
    tree.put("search", outcome.search());
    tree.put("cosine", outcome.cosine());
    tree.put("searchWithOnePhaseUnknown", outcome.unknown());
    return tree;
  }

  /** The same as a table. */
  static List<String> table(PhaseBenchmark.Outcome outcome) {
    return List.of(
        String.format(
            Locale.ROOT,
            "%-28s %8s %6s %9s %6s %6s %8s %6s",
            "",
            "patterns",
            "F1",
            "precision",
            "recall",
            "exact",
            "fraction",
            "ECE"),
        row("search", outcome.search(), true),
        row("plain cosine", outcome.cosine(), true),
        row("search, one phase unknown", outcome.unknown(), false),
        String.format(Locale.ROOT, "median signal to noise: %.1f dB", outcome.signalToNoise()));
  }

  private static String row(String name, Scores.Result r, boolean fractions) {
    return String.format(
        Locale.ROOT,
        "%-28s %8d %6.3f %9.3f %6.3f %6.3f %8s %6.3f",
        name,
        r.patterns(),
        r.f1(),
        r.precision(),
        r.recall(),
        r.exact(),
        fractions ? String.format(Locale.ROOT, "%.3f", r.fractionError()) : "-",
        r.calibrationError());
  }

  private static Map<String, Object> of(Hypothesis hypothesis) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("phases", hypothesis.phases().stream().map(IdentifyReport::of).toList());
    tree.put("doubtful", hypothesis.doubtful().stream().map(IdentifyReport::of).toList());
    tree.put("rwp", hypothesis.rwp());
    tree.put("rwpPeaks", hypothesis.rwpPeaks());
    tree.put("zeroShiftDegrees", hypothesis.zeroShift());
    tree.put("bic", hypothesis.bic());
    return tree;
  }

  private static Map<String, Object> of(FoundPhase phase) {
    FoundPhase.Quantities quantities = phase.quantities();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", phase.name());
    tree.put("formula", phase.formula());
    tree.put("confidence", phase.confidence());
    tree.put("weightFraction", quantities.weightFraction());
    tree.put("intensityFraction", quantities.intensityFraction());
    tree.put("volumeChangePercent", quantities.volumeChange());
    tree.put("textureAxis", quantities.textureAxis());
    tree.put("marchDollase", quantities.texture());
    tree.put("peakWidthDegrees", quantities.width());
    tree.put("evidence", phase.evidence());
    return tree;
  }
}
