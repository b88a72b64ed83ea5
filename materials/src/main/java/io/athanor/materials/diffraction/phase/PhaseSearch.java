package io.athanor.materials.diffraction.phase;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.diffraction.PowderPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Identifies phases: screens the references against what is not yet explained, fits the best
 * together with what was found before, keeps several mixtures at each step (beam search), and ranks
 * all of them by the Bayesian information criterion.
 */
public final class PhaseSearch {
  private static final double PARAMETERS_PER_PHASE = 2;

  private final List<ReferencePhase> references;
  private final Options options;

  /**
   * How hard to search.
   *
   * @param mostPhases in one hypothesis, 1..8
   * @param beam mixtures kept at each step, 1..20
   * @param candidates references tried with each of them, 1..100
   * @param hypotheses reported, 1..20
   */
  public record Options(int mostPhases, int beam, int candidates, int hypotheses) {
    /** What usually is enough: up to four phases. */
    public static final Options USUAL = new Options(4, 3, 8, 5);

    /** Checks the ranges. */
    public Options {
      requireIn("mostPhases", mostPhases, 8);
      requireIn("beam", beam, 20);
      requireIn("candidates", candidates, 100);
      requireIn("hypotheses", hypotheses, 20);
    }

    private static void requireIn(String field, int value, int most) {
      if (value < 1 || value > most) {
        throw new MeasurementException(field, "must be in 1.." + most + " but is " + value);
      }
    }
  }

  /**
   * A search over a reference set.
   *
   * @param references names must differ; computed for the wavelength of the patterns to come
   */
  public PhaseSearch(List<ReferencePhase> references, Options options) {
    this.references = List.copyOf(references);
    this.options = options;
    if (references.isEmpty()) {
      throw new MeasurementException("references", "must hold at least one phase");
    }
    if (references.stream().map(ReferencePhase::name).distinct().count() < references.size()) {
      throw new MeasurementException("references", "two phases have the same name");
    }
  }

  /**
   * Explanations of a pattern, the best first, at least one; that of a pattern without a peak above
   * its noise is without any phase.
   *
   * @throws MeasurementException if the pattern covers too few angles
   */
  public List<Hypothesis> identify(PowderPattern measured) {
    NetPattern pattern = NetPattern.of(measured);
    if (!pattern.hasPeaks) {
      Mixture nothing = Mixture.of(pattern, 0, 0.5, List.of());
      return List.of(HypothesisReport.of(pattern, nothing, bic(pattern, nothing), List.of()));
    }
    Map<String, Mixture> tried = new LinkedHashMap<>();
    List<Mixture> beam = first(pattern, tried);
    List<Mixture> finalists = new ArrayList<>(beam);
    double best = best(pattern, beam);
    for (int size = 2; size <= Math.min(options.mostPhases(), references.size()); size++) {
      beam = extended(pattern, beam, tried);
      finalists.addAll(beam);
      double extended = beam.isEmpty() ? Double.POSITIVE_INFINITY : best(pattern, beam);
      if (extended >= best) {
        break;
      }
      best = extended;
    }
    finalists.sort(Comparator.comparingDouble(each -> bic(pattern, each)));
    return finalists.stream()
        .limit(options.hypotheses())
        .map(each -> HypothesisReport.of(pattern, each, bic(pattern, each), tried.values()))
        .toList();
  }

  private List<Mixture> first(NetPattern pattern, Map<String, Mixture> tried) {
    Screening screening = new Screening(pattern, new double[pattern.points]);
    for (Screening.Place each : screening.best(references, Double.NaN, options.candidates())) {
      Mixture mixture = Mixture.of(pattern, each.zero(), 0.5, List.of(state(pattern, each)));
      keep(tried, mixture.fitted(pattern, 8));
    }
    return survivors(pattern, tried, 1);
  }

  /** One phase more; empty where no reference explains anything that is left. */
  private List<Mixture> extended(
      NetPattern pattern, List<Mixture> beam, Map<String, Mixture> tried) {
    int size = beam.get(0).phases().size() + 1;
    for (Mixture mixture : beam) {
      Screening screening = new Screening(pattern, mixture.calculated());
      List<ReferencePhase> others =
          references.stream()
              .filter(each -> mixture.phases().stream().noneMatch(one -> one.phase().equals(each)))
              .toList();
      for (Screening.Place each : screening.best(others, mixture.zero(), options.candidates())) {
        Mixture more = mixture.plus(pattern, state(pattern, each));
        if (more.scales()[size - 1] > 0) {
          // first the new phase alone: it is far from its place, the others are not
          keep(tried, more.fitted(pattern, 4, size - 1));
        }
      }
    }
    return survivors(pattern, tried, size);
  }

  /** The best of one size, fitted with texture; the tried ones are updated. */
  private List<Mixture> survivors(NetPattern pattern, Map<String, Mixture> tried, int size) {
    List<Mixture> fitted =
        tried.values().stream()
            .filter(each -> each.phases().size() == size)
            .sorted(Comparator.comparingDouble(Mixture::cost))
            .limit(2L * options.beam())
            .map(each -> each.fitted(pattern, 3))
            .sorted(Comparator.comparingDouble(Mixture::cost))
            .limit(options.beam())
            .map(each -> each.textured(pattern, 3))
            .sorted(Comparator.comparingDouble(Mixture::cost))
            .toList();
    fitted.forEach(each -> keep(tried, each));
    return fitted;
  }

  private static double best(NetPattern pattern, List<Mixture> mixtures) {
    return mixtures.stream().mapToDouble(each -> bic(pattern, each)).min().orElseThrow();
  }

  private static PhaseState state(NetPattern pattern, Screening.Place place) {
    return PhaseState.of(place.phase(), place.strain(), pattern.width * 1.2);
  }

  private static void keep(Map<String, Mixture> tried, Mixture mixture) {
    TreeSet<String> names = new TreeSet<>();
    mixture.phases().forEach(each -> names.add(each.phase().name()));
    tried.merge(String.join("\n", names), mixture, (a, b) -> a.cost() <= b.cost() ? a : b);
  }

  private static double bic(NetPattern pattern, Mixture mixture) {
    double places = pattern.places();
    return places * Math.log(mixture.cost() / places)
        + PARAMETERS_PER_PHASE * mixture.phases().size() * Math.log(places);
  }
}
