package io.athanor.allinone.bench;

import io.athanor.federation.head.Evidence;
import io.athanor.federation.head.HeadPosterior;
import io.athanor.federation.head.HeadPrior;
import io.athanor.federation.head.Plausible;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.round.LocalRound;
import io.athanor.federation.round.RoundException;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Hkdf;
import io.athanor.inference.training.Bootstrap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Heads that sites fit alone, together and on all records, on one trunk's embeddings. */
final class FederatedHeads {
  private static final double[] VARIANCES = {1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100};
  static final HeadPrior BASE = new HeadPrior(1, 2, 0.1);
  private static final double[] WEIGHTS = {0, 0.003, 0.01, 0.03, 0.1, 0.3, 1};

  private final FederatedSites sites;
  private final double[][] features;
  private final double[] targets;
  private final long seed;

  FederatedHeads(FederatedSites sites, double[][] features, double[] targets, long seed) {
    this.sites = sites;
    this.features = features;
    this.targets = targets;
    this.seed = seed;
  }

  private interface Target {
    double of(String site, int i, double value);
  }

  private SufficientStatistics sums(String site, int records, Target target, double bound) {
    int first = sites.first().get(site);
    double[][] x = new double[records][];
    double[] y = new double[records];
    for (int i = 0; i < records; i++) {
      x[i] = features[first + i];
      double value = target.of(site, i, targets[first + i]);
      y[i] = Math.max(-bound, Math.min(bound, value));
    }
    return SufficientStatistics.of(x, y);
  }

  private SufficientStatistics sums(String site, int records) {
    return sums(site, records, (any, i, value) -> value, Double.MAX_VALUE);
  }

  private static HeadPosterior fit(SufficientStatistics sums) {
    return HeadPosterior.of(sums, Evidence.best(sums, BASE, VARIANCES));
  }

  private double[] errors(String site, HeadPosterior head) {
    double[] errors = new double[sites.tests()];
    for (int i = 0; i < errors.length; i++) {
      int at = sites.test(site, i);
      errors[i] = Math.abs(head.mean(features[at]) - targets[at]);
    }
    return errors;
  }

  private double mae(HeadPosterior head, Iterable<String> judged) {
    double sum = 0;
    int count = 0;
    for (String site : judged) {
      for (double each : errors(site, head)) {
        sum += each;
        count++;
      }
    }
    return sum / count;
  }

  private SumTerms terms() {
    return new SumTerms(
        SufficientStatistics.length(features[0].length), SumTerms.FRACTION_BITS, 3, 4);
  }

  private SortedMap<String, double[]> vectors() {
    SortedMap<String, double[]> vectors = new TreeMap<>();
    sites
        .first()
        .keySet()
        .forEach(each -> vectors.put(each, sums(each, sites.training()).vector()));
    return vectors;
  }

  private byte[] secret() {
    return Hkdf.derive(Long.toString(seed).getBytes(StandardCharsets.UTF_8), "bench");
  }

  private SufficientStatistics pooled(Set<String> without) {
    return pooled(without, sites.training());
  }

  private SufficientStatistics pooled(Set<String> without, int records) {
    List<double[]> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (String site : sites.first().keySet()) {
      for (int i = 0; !without.contains(site) && i < records; i++) {
        x.add(features[sites.first().get(site) + i]);
        y.add(targets[sites.first().get(site) + i]);
      }
    }
    return SufficientStatistics.of(
        x.toArray(double[][]::new), y.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** One exact round: difference to the pooled posterior, bytes, and what of records is seen. */
  Map<String, Object> exact() {
    WireWitness witness = new WireWitness();
    long before = System.nanoTime();
    LocalRound.Outcome outcome =
        LocalRound.sum("bench", terms(), vectors(), Set.of(), secret(), witness);
    double seconds = (System.nanoTime() - before) / 1e9;
    SufficientStatistics sum = SufficientStatistics.ofVector(outcome.sum(), features[0].length);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("headMaxRelativeDifference", fit(sum).relativeDifference(fit(pooled(Set.of()))));
    figures.put("rounds", 1);
    figures.put("features", features[0].length);
    figures.put("recordsPerSite", sites.training());
    figures.put("secondsForAllSites", seconds);
    figures.put("bytesPerSite", outcome.bytes());
    List<double[]> records = new ArrayList<>();
    for (int first : sites.first().values()) {
      for (int i = first; i < first + sites.training(); i++) {
        records.add(features[i]);
        records.add(new double[] {targets[i]});
      }
    }
    records.addAll(vectors().values());
    figures.put("rawValuesOnWire", witness.found(records));
    figures.put("valuesLookedFor", witness.looked(records));
    figures.put("chiSquareOfVectors255", witness.chiSquare());
    return figures;
  }

  /** What each site gains and loses, at so many records a site. */
  Map<String, Object> gains(int records) {
    SufficientStatistics all = sum(records, (any, i, value) -> value, Double.MAX_VALUE);
    HeadPosterior together = fit(all);
    HeadPosterior pooled = fit(pooled(Set.of(), records));
    Map<String, Object> bySite = new LinkedHashMap<>();
    for (String site : sites.first().keySet()) {
      SufficientStatistics own = sums(site, records);
      double[] local = errors(site, fit(own));
      double[] federated = errors(site, together);
      SufficientStatistics others = all.plus(own.times(-1));
      HeadPrior prior = Evidence.best(own, BASE, VARIANCES);
      double weight = Evidence.weight(own, others, prior, WEIGHTS);
      double[] weighed = errors(site, fit(others.times(weight).plus(own)));
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("local", Bootstrap.mean(local, seed));
      figures.put("federated", Bootstrap.mean(federated, seed));
      figures.put("pooled", Bootstrap.mean(errors(site, pooled), seed));
      figures.put("gain", Bootstrap.mean(gain(local, federated), seed));
      figures.put("weighed", Bootstrap.mean(weighed, seed));
      figures.put("weightOfOthers", weight);
      figures.put("gainWeighed", Bootstrap.mean(gain(local, weighed), seed));
      bySite.put(site, figures);
    }
    return bySite;
  }

  private static double[] gain(double[] local, double[] other) {
    double[] gain = local.clone();
    for (int i = 0; i < gain.length; i++) {
      gain[i] -= other[i];
    }
    return gain;
  }

  /** The last site's records spoiled; judged at the other three. */
  Map<String, Object> poisoned(double targetBound) {
    List<String> names = List.copyOf(sites.first().keySet());
    String bad = names.get(names.size() - 1);
    List<String> honest = names.subList(0, names.size() - 1);
    Map<String, Target> ways = new LinkedHashMap<>();
    ways.put("outliersFivePercent", (site, i, v) -> site.equals(bad) && i % 20 == 0 ? v + 50 : v);
    ways.put("lyingInstrumentPlus5eV", (site, i, v) -> site.equals(bad) ? v + 5 : v);
    ways.put("turnedRound", (site, i, v) -> site.equals(bad) ? -10 * v : v);
    Map<String, Object> figures = new LinkedHashMap<>();
    double clean = mae(fit(pooled(Set.of())), honest);
    double without = mae(fit(pooled(Set.of(bad))), honest);
    ways.forEach(
        (name, way) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("clean", clean);
          row.put("poisoned", mae(fit(sum(sites.training(), way, Double.MAX_VALUE)), honest));
          row.put("clipped", mae(fit(sum(sites.training(), way, targetBound)), honest));
          row.put("withoutTheSite", without);
          figures.put(name, row);
        });
    double[] made = pooled(Set.of()).vector();
    for (int i = 0; i < made.length; i++) {
      made[i] += 1e6 * Math.sin(i);
    }
    figures.put(
        "madeUpSums",
        Map.of(
            "refused",
            Plausible.problem(SufficientStatistics.ofVector(made, features[0].length))
                .orElse("no")));
    return figures;
  }

  private SufficientStatistics sum(int records, Target way, double bound) {
    SufficientStatistics sum = SufficientStatistics.none(features[0].length);
    for (String site : sites.first().keySet()) {
      sum = sum.plus(sums(site, records, way, bound));
    }
    return sum;
  }

  /** Sites that join and never contribute. */
  Map<String, Object> dropouts() {
    Map<String, Object> figures = new LinkedHashMap<>();
    List<String> names = List.copyOf(sites.first().keySet());
    Set<String> one = Set.of(names.get(1));
    LocalRound.Outcome outcome = LocalRound.sum("one", terms(), vectors(), one, secret());
    figures.put(
        "oneOfFour",
        Map.of(
            "headMaxRelativeDifferenceToTheOthersPooled",
            fit(SufficientStatistics.ofVector(outcome.sum(), features[0].length))
                .relativeDifference(fit(pooled(one))),
            "contributors",
            outcome.contributors().size()));
    try {
      LocalRound.sum("two", terms(), vectors(), Set.copyOf(names.subList(1, 3)), secret());
      figures.put("twoOfFour", "a sum");
    } catch (RoundException e) {
      figures.put("twoOfFour", "no sum: " + e.getMessage());
    }
    return figures;
  }
}
