package io.athanor.generator.bandit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who made what in one campaign, and what came of it: an immutable fold over inventions and
 * measurements. An invention is rewarded once, when it was first measured, by how far it surpassed
 * the best of all that was not measured with it.
 *
 * @param makers generator by candidate
 * @param judged candidates that were rewarded
 * @param bandit what the generators brought
 */
public record Ledger(Map<String, String> makers, Set<String> judged, Bandit bandit) {
  /** An improvement beyond this many spreads counts as so many: one stroke of luck is no rule. */
  public static final double MOST_REWARD = 3;

  /**
   * A measured candidate.
   *
   * @param candidateId its id
   * @param merit the greater the better, in any unit
   */
  public record Measured(String candidateId, double merit) {
    /** Checks the merit. */
    public Measured {
      if (!Double.isFinite(merit)) {
        throw new IllegalArgumentException("measured.merit must be finite but is " + merit);
      }
    }
  }

  /** Sorts both by candidate. */
  public Ledger {
    makers = Collections.unmodifiableMap(new TreeMap<>(makers));
    judged = Collections.unmodifiableSet(new TreeSet<>(judged));
  }

  /** Nothing happened yet. */
  public static Ledger fresh() {
    return new Ledger(Map.of(), Set.of(), Bandit.fresh());
  }

  /** A generator made a candidate; the first to make it counts. */
  public Ledger made(String candidateId, String generator) {
    Map<String, String> next = new TreeMap<>(makers);
    next.putIfAbsent(candidateId, generator);
    return new Ledger(next, judged, bandit);
  }

  /**
   * All that was measured so far; rewards what is new.
   *
   * @param observed every measured candidate of the campaign, each once
   */
  public Ledger measured(List<Measured> observed) {
    List<Measured> fresh =
        observed.stream()
            .filter(each -> makers.containsKey(each.candidateId()))
            .filter(each -> !judged.contains(each.candidateId()))
            .toList();
    double best =
        observed.stream()
            .filter(each -> !fresh.contains(each))
            .mapToDouble(Measured::merit)
            .max()
            .orElse(Double.POSITIVE_INFINITY);
    double spread = spread(observed);
    Set<String> known = new TreeSet<>(judged);
    Bandit next = bandit;
    for (Measured each : fresh) {
      double gain = each.merit() > best && spread > 0 ? (each.merit() - best) / spread : 0;
      next = next.rewarded(makers.get(each.candidateId()), Math.min(MOST_REWARD, gain));
      known.add(each.candidateId());
    }
    return new Ledger(makers, known, next);
  }

  /** Standard deviation of the merits. */
  private static double spread(List<Measured> observed) {
    double mean = observed.stream().mapToDouble(Measured::merit).average().orElse(0);
    double squares = observed.stream().mapToDouble(each -> Math.pow(each.merit() - mean, 2)).sum();
    return observed.size() < 2 ? 0 : Math.sqrt(squares / (observed.size() - 1));
  }
}
