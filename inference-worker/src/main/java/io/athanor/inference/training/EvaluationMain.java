package io.athanor.inference.training;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges a stored model on the held-out rows: all of them, and those whose composition occurs
 * nowhere in training, so that no polymorph gives the answer away.
 *
 * <pre>
 * EvaluationMain [--data DIR] [--store DIR|classpath:] [--name NAME] [--digest HEX] [--every N]
 * </pre>
 */
public final class EvaluationMain {
  private EvaluationMain() {}

  /** Prints one figure per line. */
  public static void main(String[] arguments) {
    CommandLine options =
        CommandLine.of(arguments, "--data", "--store", "--name", "--digest", "--every");
    StoredModel stored =
        ModelStore.of(options.text("--store", "classpath:"))
            .load(
                options.text("--name", "ember"),
                Optional.ofNullable(options.text("--digest", null)));
    DataSets.Split split =
        new DataSets(options.dataDirectory(), stored.manifest().shape())
            .load(options.integer("--every", 1), TrainingMain.CALIBRATION_ROWS);
    Set<String> seen = new HashSet<>();
    split.training().forEach(sample -> seen.add(composition(sample)));
    List<Sample> unseen =
        split.test().stream().filter(sample -> !seen.contains(composition(sample))).toList();
    try (MaterialModel model = stored.open(1, 1)) {
      print("all/", model, split.test());
      print("new-composition/", model, unseen);
    }
  }

  private static void print(String prefix, MaterialModel model, List<Sample> samples) {
    new TreeMap<>(Judgement.metrics(model, samples))
        .forEach((name, value) -> System.out.println(prefix + name + " " + value));
    for (InputMode mode : InputMode.values()) {
      double[] scores =
          Judgement.predict(model, samples, mode).stream()
              .mapToDouble(MaterialPrediction::outOfDomain)
              .sorted()
              .toArray();
      System.out.printf(
          "%s%s/out-of-domain median %.3f, 99 %% %.3f%n",
          prefix, mode, scores[scores.length / 2], scores[scores.length * 99 / 100]);
    }
  }

  private static String composition(Sample sample) {
    StringBuilder key = new StringBuilder();
    for (int node = 0; node < sample.composition().size(); node++) {
      key.append(sample.composition().elements()[node])
          .append(':')
          .append(Math.round(1e5 * sample.composition().nodeWeights()[node]))
          .append(' ');
    }
    return key.toString();
  }
}
