package io.athanor.allinone.bench;

import io.athanor.federation.head.HeadPosterior;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.privacy.Accountant;
import io.athanor.federation.privacy.GaussianMechanism;
import io.athanor.federation.privacy.PrivacyTerms;
import io.athanor.federation.privacy.Repair;
import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.Hkdf;
import io.athanor.inference.training.Bootstrap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the privacy of single records costs the common head. */
final class FederatedPrivacy {
  private static final double DELTA = 1e-6;
  private static final int NOISES = 5;
  private static final int PROJECTED = 8;

  /**
   * What a chemist would guess of heats before seeing any: 1.5 eV per cell, give or take as much.
   */
  private static final double GUESS = 1.5;

  private final FederatedSites sites;
  private final double[][] features;
  private final double[] targets;
  private final long seed;

  FederatedPrivacy(FederatedSites sites, double[][] features, double[] targets, long seed) {
    this.sites = sites;
    this.features = features;
    this.targets = targets;
    this.seed = seed;
  }

  /**
   * Noise: error of the common head by the privacy that one round promises, on few features, drawn
   * from the embedding by a random matrix that everybody knows; noise grows with their number.
   */
  List<Map<String, Object>> figures(double[] epsilons, double featureBound, double targetBound) {
    double[][] few = projected(featureBound);
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(priced(few, Double.POSITIVE_INFINITY, featureBound, targetBound));
    for (double epsilon : epsilons) {
      rows.add(priced(few, epsilon, featureBound, targetBound));
    }
    return rows;
  }

  private Map<String, Object> priced(
      double[][] few, double epsilon, double featureBound, double targetBound) {
    boolean exact = Double.isInfinite(epsilon);
    double multiplier = exact ? 0 : Accountant.noiseMultiplier(epsilon, DELTA, 1);
    byte[] secret =
        Hkdf.derive(Long.toString(seed).getBytes(StandardCharsets.UTF_8), "bench-privacy");
    double[] maes = new double[exact ? 1 : NOISES];
    for (int noise = 0; noise < maes.length; noise++) {
      SufficientStatistics sum = SufficientStatistics.none(few[0].length);
      for (Map.Entry<String, Integer> site : sites.first().entrySet()) {
        int end = site.getValue() + sites.training();
        double[] y = Arrays.copyOfRange(targets, site.getValue(), end);
        Arrays.setAll(y, i -> y[i] - GUESS);
        SufficientStatistics bounded =
            GaussianMechanism.bounded(
                Arrays.copyOfRange(few, site.getValue(), end),
                y,
                featureBound,
                targetBound,
                few[0].length);
        byte[] stream = Hkdf.derive(secret, "noise", site.getKey(), Integer.toString(noise));
        sum =
            sum.plus(
                exact
                    ? bounded
                    : GaussianMechanism.noisy(
                        bounded,
                        new PrivacyTerms(featureBound, targetBound, multiplier, DELTA),
                        SumTerms.FEWEST,
                        stream));
      }
      SufficientStatistics released =
          exact
              ? sum
              : Repair.of(sum, new PrivacyTerms(featureBound, targetBound, multiplier, DELTA));
      HeadPosterior head = HeadPosterior.of(released, FederatedHeads.BASE);
      double total = 0;
      for (String site : sites.first().keySet()) {
        for (int i = 0; i < sites.tests(); i++) {
          int at = sites.test(site, i);
          total += Math.abs(GUESS + head.mean(few[at]) - targets[at]);
        }
      }
      maes[noise] = total / (sites.tests() * sites.first().size());
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("epsilon", exact ? "none" : epsilon);
    row.put("delta", DELTA);
    row.put("noiseMultiplier", multiplier);
    row.put("features", few[0].length);
    row.put("mae", Bootstrap.mean(maes, seed));
    return row;
  }

  /**
   * Within the bound wherever they are used: what is judged is shortened as what is learned from.
   */
  private double[][] projected(double featureBound) {
    Random random = new Random(seed);
    int wide = features[0].length - 1;
    double[][] matrix = new double[PROJECTED][wide];
    for (double[] each : matrix) {
      Arrays.setAll(each, i -> random.nextGaussian() / Math.sqrt(wide));
    }
    double[][] few = new double[features.length][PROJECTED + 1];
    for (int r = 0; r < few.length; r++) {
      few[r][0] = 1;
      for (int k = 0; k < PROJECTED; k++) {
        for (int i = 0; i < wide; i++) {
          few[r][k + 1] += matrix[k][i] * features[r][i + 1];
        }
      }
      few[r] = GaussianMechanism.clipped(few[r], featureBound);
    }
    return few;
  }
}
