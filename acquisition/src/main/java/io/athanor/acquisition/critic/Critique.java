package io.athanor.acquisition.critic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the critic says of one proposal.
 *
 * <p>The risk reads each check as one independent reason to refuse: the worst finding of each check
 * counts, and checks are combined as {@code 1 - product(1 - score)} (noisy or; Pearl, Probabilistic
 * Reasoning in Intelligent Systems, 1988, 4.3). Many small notes of one check thus do not add up,
 * two checks that each doubt do.
 *
 * @param risk in [0, 1] (dimensionless), 0 where there is nothing to say
 * @param findings strongest first, then by check and text
 */
public record Critique(double risk, List<Finding> findings) {
  private static final Comparator<Finding> ORDER =
      Comparator.comparingDouble(Finding::score)
          .reversed()
          .thenComparing(Finding::check)
          .thenComparing(Finding::text);

  /** Checks the risk and sorts the findings. */
  public Critique {
    if (!(risk >= 0 && risk <= 1)) {
      throw new IllegalArgumentException("critique.risk must be in [0, 1] but is " + risk);
    }
    findings = findings.stream().sorted(ORDER).toList();
  }

  /** The critique that these findings make. */
  public static Critique of(List<Finding> findings) {
    Map<String, Double> worst = new TreeMap<>();
    findings.forEach(each -> worst.merge(each.check(), each.score(), Math::max));
    double fit = 1;
    for (double score : worst.values()) {
      fit *= 1 - score;
    }
    return new Critique(1 - fit, findings);
  }
}
