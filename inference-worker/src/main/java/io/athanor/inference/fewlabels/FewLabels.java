package io.athanor.inference.fewlabels;

import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.PropertyEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A property learned from tens to some thousand labelled crystals without touching the network: a
 * Gaussian process on the trained trunks' features and on bond descriptors, each with a relevance
 * of its own. No setting is left to choose: lengths, amplitude and noise come from the evidence,
 * the logarithm of positive labels is modelled where leaving out is then less wrong, and the
 * intervals are calibrated by leave-one-out, so that every label is learned from.
 */
public final class FewLabels {
  /** Fewer labels say nothing. */
  public static final int LEAST = 20;

  /** More are not solved in minutes and a gigabyte; fine-tune the network instead. */
  public static final int MOST = 2_000;

  private static final int TRIAL = 300;

  private final LatentFeatures features;
  private final RelevanceProcess process;

  private FewLabels(LatentFeatures features, RelevanceProcess process) {
    this.features = features;
    this.process = process;
  }

  /**
   * Learns.
   *
   * @param trunk a session with a trained model's weights; used, not changed, and not closed
   * @param crystals graphs of crystals
   * @param labels one a crystal, finite, not all the same
   * @throws IllegalArgumentException naming what is wrong with them
   */
  public static FewLabels learn(
      NetworkSession trunk, List<MaterialGraph> crystals, double[] labels) {
    if (crystals.size() != labels.length) {
      throw new IllegalArgumentException("labels must have one number a crystal");
    }
    if (labels.length < LEAST || labels.length > MOST) {
      throw new IllegalArgumentException(
          "labels must be %d to %d, got %d".formatted(LEAST, MOST, labels.length));
    }
    if (!Arrays.stream(labels).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("labels must be finite");
    }
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new IllegalArgumentException("labels must not all be the same");
    }
    LatentFeatures features = new LatentFeatures(trunk);
    BlockFeatures blocks = new BlockFeatures(features.of(crystals), features.widths());
    return new FewLabels(features, fitted(blocks, labels));
  }

  /** What is expected of crystals, in order, in the labels' unit; the mean is a median. */
  public List<PropertyEstimate> estimate(List<MaterialGraph> crystals) {
    return features.of(crystals).stream().map(process::estimate).toList();
  }

  /** Mean absolute error of each label when it alone is left out, in the labels' unit. */
  public double leaveOneOutError() {
    return process.error();
  }

  /**
   * Both ways are fitted, logarithms and labels as they are, on evenly spaced rows where there are
   * many; the way that is less wrong there is taken.
   */
  private static RelevanceProcess fitted(BlockFeatures blocks, double[] labels) {
    if (Arrays.stream(labels).anyMatch(label -> label <= 0)) {
      return RelevanceProcess.fit(blocks, labels, false);
    }
    int step = Math.max(1, (int) Math.ceil(labels.length / (double) TRIAL));
    List<double[]> rows = new ArrayList<>();
    double[] some = new double[(labels.length + step - 1) / step];
    for (int index = 0; index < some.length; index++) {
      rows.add(blocks.rows().get(index * step));
      some[index] = labels[index * step];
    }
    BlockFeatures trial = new BlockFeatures(rows, blocks.widths());
    RelevanceProcess logarithms = RelevanceProcess.fit(trial, some, true);
    RelevanceProcess plain = RelevanceProcess.fit(trial, some, false);
    boolean logarithmic = logarithms.error() <= plain.error();
    if (step > 1) {
      return RelevanceProcess.fit(blocks, labels, logarithmic);
    }
    return logarithmic ? logarithms : plain;
  }
}
