package io.athanor.materials.diffraction.phase;

import io.athanor.materials.diffraction.PowderPattern;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The plain way, for comparison: references ranked by the cosine between their patterns as they
 * are, unshifted, and the measured one without its background.
 */
public final class CosineRanking {
  private CosineRanking() {}

  /**
   * The references with the highest cosines, told how many there are; fractions by non-negative
   * least squares on their patterns; the cosine stands for the confidence.
   */
  public static List<Scores.Claim> of(
      PowderPattern measured, List<ReferencePhase> references, int phases) {
    NetPattern pattern = NetPattern.of(measured);
    double norm = Math.sqrt(dot(pattern.net, pattern.net));
    record Ranked(PhaseState state, double cosine) {}
    List<Ranked> best =
        references.stream()
            .map(
                each -> {
                  PhaseState state = PhaseState.of(each, new double[each.modes()], pattern.width);
                  double[] drawn = state.drawn(pattern, 0, 0.5);
                  double cosine =
                      dot(drawn, pattern.net) / (norm * Math.sqrt(dot(drawn, drawn)) + 1e-300);
                  return new Ranked(state, cosine);
                })
            .sorted(Comparator.comparingDouble(each -> -each.cosine))
            .limit(phases)
            .toList();
    Mixture mixture = Mixture.of(pattern, 0, 0.5, best.stream().map(each -> each.state).toList());
    double[] mass = new double[best.size()];
    double total = 1e-300;
    for (int p = 0; p < mass.length; p++) {
      mass[p] = mixture.scales()[p] * best.get(p).state.phase().massPerIntensity();
      total += mass[p];
    }
    double all = total;
    return IntStream.range(0, mass.length)
        .mapToObj(
            p ->
                new Scores.Claim(
                    best.get(p).state.phase().name(), mass[p] / all, best.get(p).cosine))
        .toList();
  }

  private static double dot(double[] u, double[] v) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }
}
