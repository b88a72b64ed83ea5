package io.athanor.materials.diffraction.phase;

import io.athanor.materials.MeasurementException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How well phases of a reference set are found in synthetic two-phase mixtures, beside the plain
 * cosine ranking; and where the weights of the confidence come from. Seeds are inputs; different
 * seeds share no pattern.
 */
public final class PhaseBenchmark {
  private static final int PHASES = 2;
  private static final int ONE_IN = 3;

  private PhaseBenchmark() {}

  /**
   * The figures.
   *
   * @param search of the phase search
   * @param cosine of the cosine ranking on the same patterns, told that there are two phases
   * @param unknown of the phase search where one of the two phases is not among the references, on
   *     the first third of the patterns; the truth is the other phase alone, fractions do not count
   * @param signalToNoise median over the patterns, dB
   */
  public record Outcome(
      Scores.Result search, Scores.Result cosine, Scores.Result unknown, double signalToNoise) {}

  /** Runs it, on all processors. */
  public static Outcome run(List<ReferencePhase> references, int patterns, long seed) {
    requireEnough(references, patterns);
    PhaseSearch search = new PhaseSearch(references, PhaseSearch.Options.USUAL);
    Scores found = new Scores();
    Scores plain = new Scores();
    Scores open = new Scores();
    double[] noise = new double[patterns];
    List<Case> cases =
        IntStream.range(0, patterns)
            .parallel()
            .mapToObj(
                i -> {
                  SyntheticMixtures.Example example =
                      SyntheticMixtures.of(references, PHASES, seed, i);
                  return new Case(
                      example,
                      search.identify(example.pattern()).get(0),
                      CosineRanking.of(example.pattern(), references, PHASES),
                      i % ONE_IN == 0 ? List.of(withoutFirst(references, example)) : List.of());
                })
            .toList();
    for (int i = 0; i < patterns; i++) {
      Case each = cases.get(i);
      noise[i] = each.example.signalToNoise();
      found.add(
          each.example.weightFractions(),
          claims(each.best.phases().stream()),
          claims(considered(each.best)));
      plain.add(each.example.weightFractions(), each.cosine, each.cosine);
      for (Hypothesis hypothesis : each.open) {
        open.add(
            Map.of(last(each.example), 1.0),
            claims(hypothesis.phases().stream()),
            claims(considered(hypothesis)));
      }
    }
    Arrays.sort(noise);
    return new Outcome(found.result(), plain.result(), open.result(), noise[patterns / 2]);
  }

  /**
   * The weights that make confidences probabilities, by logistic regression over all phases of the
   * best hypotheses. In every third pattern one of the two phases is taken from the references, as
   * it is in a laboratory that has something new.
   *
   * @return intercept, then a weight per feature of {@link Evidence}
   */
  public static double[] calibrate(List<ReferencePhase> references, int patterns, long seed) {
    requireEnough(references, patterns);
    PhaseSearch search = new PhaseSearch(references, PhaseSearch.Options.USUAL);
    record Labelled(SyntheticMixtures.Example example, Hypothesis best) {}
    List<Labelled> cases =
        IntStream.range(0, patterns)
            .parallel()
            .mapToObj(
                i -> {
                  SyntheticMixtures.Example example =
                      SyntheticMixtures.of(references, PHASES, seed, i);
                  return new Labelled(
                      example,
                      i % ONE_IN == 0
                          ? withoutFirst(references, example)
                          : search.identify(example.pattern()).get(0));
                })
            .toList();
    List<double[]> features = new ArrayList<>();
    List<Boolean> truth = new ArrayList<>();
    for (Labelled each : cases) {
      considered(each.best)
          .forEach(
              phase -> {
                features.add(phase.evidence().features());
                truth.add(each.example.weightFractions().containsKey(phase.name()));
              });
    }
    return LogisticFit.of(features, truth);
  }

  private record Case(
      SyntheticMixtures.Example example,
      Hypothesis best,
      List<Scores.Claim> cosine,
      List<Hypothesis> open) {}

  private static Hypothesis withoutFirst(
      List<ReferencePhase> references, SyntheticMixtures.Example example) {
    String missing = new TreeSet<>(example.weightFractions().keySet()).first();
    List<ReferencePhase> known =
        references.stream().filter(each -> !each.name().equals(missing)).toList();
    return new PhaseSearch(known, PhaseSearch.Options.USUAL).identify(example.pattern()).get(0);
  }

  private static String last(SyntheticMixtures.Example example) {
    return new TreeSet<>(example.weightFractions().keySet()).last();
  }

  private static Stream<FoundPhase> considered(Hypothesis hypothesis) {
    return Stream.concat(hypothesis.phases().stream(), hypothesis.doubtful().stream());
  }

  private static List<Scores.Claim> claims(Stream<FoundPhase> phases) {
    return phases
        .map(
            each ->
                new Scores.Claim(
                    each.name(), each.quantities().weightFraction(), each.confidence()))
        .toList();
  }

  private static void requireEnough(List<ReferencePhase> references, int patterns) {
    if (references.size() < PHASES + 1 || patterns < 1) {
      throw new MeasurementException(
          "references", "three phases and one pattern are the least for this");
    }
  }
}
