package io.athanor.federation.round;

import io.athanor.federation.round.Step.Closed;
import io.athanor.federation.round.Step.Opened;
import io.athanor.federation.round.Step.Phase;
import io.athanor.federation.round.Step.PhaseEnded;
import io.athanor.federation.sum.FixedPoint;
import io.athanor.federation.sum.Hkdf;
import io.athanor.federation.sum.RingVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A whole round in memory, step by step as on a hub: for rehearsals and benchmarks. Pure. */
public final class LocalRound {
  private static final String CLERK = "clerk";

  private LocalRound() {}

  /**
   * What came out.
   *
   * @param sum decoded
   * @param contributors who is in it
   * @param bytes of keys, shares and vectors that each site sent, without envelopes
   */
  public record Outcome(double[] sum, List<String> contributors, SortedMap<String, Long> bytes) {}

  /**
   * Sums vectors.
   *
   * @param vectors by site, all of one length
   * @param silent sites that join and share but never send their vector
   * @param seed where all secrets come from
   * @throws RoundException where too few are left
   */
  public static Outcome sum(
      String id, SumTerms terms, Map<String, double[]> vectors, Set<String> silent, byte[] seed) {
    return sum(id, terms, vectors, silent, seed, message -> {});
  }

  /**
   * Sums vectors before a witness.
   *
   * @param witness sees the bytes of every message, as its site would sign them
   */
  public static Outcome sum(
      String id,
      SumTerms terms,
      Map<String, double[]> vectors,
      Set<String> silent,
      byte[] seed,
      Consumer<byte[]> witness) {
    Round round = new Round(id, CLERK, new Opened(terms, Optional.empty()));
    FixedPoint coding = terms.fixedPoint();
    SortedMap<String, Participant> sites = new TreeMap<>();
    vectors
        .keySet()
        .forEach(name -> sites.put(name, new Participant(name, Hkdf.derive(seed, name))));
    SortedMap<String, Long> bytes = new TreeMap<>();
    for (Phase phase : List.of(Phase.JOINING, Phase.SHARING, Phase.MASKING, Phase.UNMASKING)) {
      sites.forEach(
          (name, site) -> {
            for (Step step : steps(round, site, vectors.get(name), coding, silent.contains(name))) {
              bytes.merge(name, StepBytes.payload(step), Long::sum);
              witness.accept(StepBytes.of(id, name, step));
              round.apply(name, step);
            }
          });
      if (phase != Phase.UNMASKING) {
        round.apply(CLERK, new PhaseEnded(phase));
      }
    }
    RingVector sum = Unmasking.sum(round);
    round.apply(CLERK, new Closed(Optional.empty()));
    return new Outcome(coding.decode(sum), round.contributors(), bytes);
  }

  private static List<Step> steps(
      Round round, Participant site, double[] vector, FixedPoint coding, boolean silent) {
    List<Step> steps = new ArrayList<>();
    site.join(round).ifPresent(steps::add);
    site.share(round).ifPresent(steps::add);
    if (!silent && site.owesVector(round)) {
      RingVector coded = coding.encode(vector, i -> "vector[" + i + "]");
      steps.addAll(site.parts(round, site.masked(round, coded).bytes()));
    }
    site.reveal(round).ifPresent(steps::add);
    return steps;
  }
}
