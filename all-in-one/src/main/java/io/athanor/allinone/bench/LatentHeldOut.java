package io.athanor.allinone.bench;

import io.athanor.inference.generative.Example;
import io.athanor.inference.generative.LatentDecoder;
import io.athanor.inference.generative.LatentGaussian;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What knowing a property is worth on structures that were held out: log likelihood of their types
 * and elements, in nats, from points that the property suggests, beside points from anywhere and
 * the structure's own point. Estimated by averaging probabilities over drawn points.
 */
final class LatentHeldOut {
  private static final int POINTS = 24;

  private LatentHeldOut() {}

  /**
   * Mean log likelihoods.
   *
   * @param own from the structure's own point: what the decoder can do at best
   * @param conditional from points that its property suggests
   * @param unconditional from points anywhere
   * @param gains conditional less unconditional, one per structure
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Likelihoods(double own, double conditional, double unconditional, double[] gains) {}

  static Likelihoods of(
      LatentDecoder decoder, LatentCorpus learned, LatentCorpus held, int most, long seed) {
    LatentGaussian gaussian =
        LatentGaussian.fit(
            learned.examples().stream().map(Example::latent).toList(),
            Arrays.stream(learned.values()).mapToObj(value -> new double[] {value}).toList());
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> anywhere = gaussian.anywhere(POINTS, random);
    List<Double> gains = new ArrayList<>();
    double own = 0;
    double conditional = 0;
    double unconditional = 0;
    for (int i = 0; i < held.examples().size() && gains.size() < most; i++) {
      Example example = held.examples().get(i);
      if (decoder.vocabulary().number(example.sketch().type()).isEmpty()) {
        continue;
      }
      List<double[]> wanted = new ArrayList<>();
      for (int draw = 0; draw < POINTS; draw++) {
        wanted.add(new double[] {held.values()[i]});
      }
      double given = averaged(decoder, example, gaussian.given(wanted, random));
      double free = averaged(decoder, example, anywhere);
      own += averaged(decoder, example, List.of(example.latent()));
      conditional += given;
      unconditional += free;
      gains.add(given - free);
    }
    int count = gains.size();
    return new Likelihoods(
        own / count,
        conditional / count,
        unconditional / count,
        gains.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Logarithm of the mean probability over points. */
  private static double averaged(LatentDecoder decoder, Example example, List<float[]> points) {
    double[] logs = new double[points.size()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logs.length; i++) {
      double[] parts = decoder.logLikelihood(List.of(new Example(points.get(i), example.sketch())));
      logs[i] = parts[0] + parts[1];
      largest = Math.max(largest, logs[i]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum / logs.length);
  }
}
