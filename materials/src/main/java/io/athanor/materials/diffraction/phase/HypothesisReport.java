package io.athanor.materials.diffraction.phase;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Turns a fitted mixture into a hypothesis: fractions, evidence, residuals. */
final class HypothesisReport {
  private static final double LEAST_CONFIDENCE = 0.5;

  private HypothesisReport() {}

  static Hypothesis of(NetPattern pattern, Mixture mixture, double bic, Collection<Mixture> tried) {
    List<FoundPhase> considered = phases(pattern, mixture, tried);
    Mixture kept = mixture;
    for (int p = mixture.phases().size() - 1; p >= 0; p--) {
      if (considered.get(p).confidence() < LEAST_CONFIDENCE) {
        kept = kept.without(pattern, p);
      }
    }
    if (!kept.phases().isEmpty() && kept.phases().size() < mixture.phases().size()) {
      kept = kept.fitted(pattern, 4);
    }
    List<FoundPhase> sure = new ArrayList<>();
    List<FoundPhase> doubtful = new ArrayList<>();
    for (FoundPhase each : considered) {
      if (each.confidence() < LEAST_CONFIDENCE) {
        doubtful.add(each);
      } else {
        sure.add(each.as(quantities(kept, sure.size())));
      }
    }
    Comparator<FoundPhase> surest = Comparator.comparingDouble(each -> -each.confidence());
    sure.sort(surest);
    doubtful.sort(surest);
    double[] calculated = kept.calculated();
    double squares = 0;
    double all = 0;
    double peaks = 0;
    for (int i = 0; i < pattern.points; i++) {
      double weight = 1 / Math.max(pattern.raw[i], 1);
      double residual = pattern.net[i] - (calculated.length == 0 ? 0 : calculated[i]);
      squares += weight * residual * residual;
      all += weight * pattern.raw[i] * pattern.raw[i];
      peaks += weight * pattern.net[i] * pattern.net[i];
    }
    return new Hypothesis(
        sure, doubtful, Math.sqrt(squares / all), Math.sqrt(squares / peaks), kept.zero(), bic);
  }

  private static List<FoundPhase> phases(
      NetPattern pattern, Mixture mixture, Collection<Mixture> tried) {
    List<FoundPhase> found = new ArrayList<>();
    for (int p = 0; p < mixture.phases().size(); p++) {
      FoundPhase.Quantities quantities = quantities(mixture, p);
      Evidence evidence = evidence(pattern, mixture, p, quantities.intensityFraction(), tried);
      PhaseState state = mixture.phases().get(p);
      found.add(
          new FoundPhase(
              state.phase().name(),
              state.phase().formula(),
              Confidence.of(evidence),
              evidence,
              quantities));
    }
    return found;
  }

  private static FoundPhase.Quantities quantities(Mixture mixture, int index) {
    double mass = 1e-300;
    double intensity = 1e-300;
    for (int p = 0; p < mixture.phases().size(); p++) {
      mass += mass(mixture, p);
      intensity += intensity(mixture, p);
    }
    PhaseState state = mixture.phases().get(index);
    int[] axis = state.texture().axis();
    return new FoundPhase.Quantities(
        mass(mixture, index) / mass,
        intensity(mixture, index) / intensity,
        100 * (Math.pow(1 + state.strain()[0], 3) - 1),
        List.of(axis[0], axis[1], axis[2]),
        state.texture().r(),
        state.width());
  }

  private static Evidence evidence(
      NetPattern pattern, Mixture mixture, int index, double share, Collection<Mixture> tried) {
    PhaseState state = mixture.phases().get(index);
    String name = state.phase().name();
    Mixture without = mixture.without(pattern, index);
    if (!without.phases().isEmpty()) {
      without = without.fitted(pattern, 3);
    }
    double alternative = without.cost();
    for (Mixture each : tried) {
      if (each.phases().size() <= mixture.phases().size()
          && each.phases().stream().noneMatch(one -> one.phase().name().equals(name))) {
        alternative = Math.min(alternative, each.cost());
      }
    }
    double strain = 0;
    double[] sigmas = Mixture.priorSigmas(state.strain().length);
    for (int mode = 0; mode < sigmas.length; mode++) {
      strain += Math.pow(state.strain()[mode] / sigmas[mode], 2) / sigmas.length;
    }
    return new Evidence(
        Math.log(without.cost() / mixture.cost()),
        Math.log(alternative / mixture.cost()),
        share,
        Math.log(mixture.cost() / pattern.places()),
        correlation(pattern, mixture, index),
        Math.sqrt(strain),
        Math.abs(Math.log(state.texture().r())));
  }

  /** Of the phase with the pattern less the other phases, where the phase has intensity. */
  private static double correlation(NetPattern pattern, Mixture mixture, int index) {
    double[] own = mixture.columns().get(index);
    double[] all = mixture.calculated();
    double both = 0;
    double calculated = 0;
    double left = 0;
    for (int i = 0; i < own.length; i++) {
      double scaled = own[i] * mixture.scales()[index];
      double rest = pattern.net[i] - all[i] + scaled;
      double weight = pattern.weight[i];
      both += weight * scaled * rest;
      calculated += weight * scaled * scaled;
      left += weight * rest * rest;
    }
    return both / Math.sqrt(calculated * left + 1e-300);
  }

  private static double mass(Mixture mixture, int index) {
    PhaseState state = mixture.phases().get(index);
    return mixture.scales()[index] * state.width() * state.phase().massPerIntensity();
  }

  private static double intensity(Mixture mixture, int index) {
    PhaseState state = mixture.phases().get(index);
    return mixture.scales()[index] * state.width() * state.phase().scatteringPerIntensity();
  }
}
