package io.athanor.inference.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.fewlabels.FewLabels;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A process on the trunk's features, the network as it is, on a small set's published splits. */
final class FewLabelsBench {
  private static final int FOLDS = 5;

  private FewLabelsBench() {}

  /** Last phonon peak: Matbench, five official folds. */
  static void phonons(Context context) {
    Property property = Property.LAST_PHDOS_PEAK;
    NetworkShape shape = context.shape(property);
    List<Scored> parts = new ArrayList<>();
    try (NetworkSession trunk = session(context, context.model().weights())) {
      for (int fold = 0; fold < FOLDS; fold++) {
        int held = fold;
        Predicate<JsonNode> tested = row -> row.path("fold").asInt(-1) == held;
        Predicate<JsonNode> known = row -> row.path("fold").isInt();
        List<Sample> training =
            context.data().samples("matbench_phonons", shape, 0, known.and(tested.negate()));
        List<Sample> test = context.data().samples("matbench_phonons", shape, 0, tested);
        Scored scored = scored(trunk, property, training, test);
        parts.add(scored);
        FineTuneBench.report(context, "phonons", "fold " + fold, scored, property, Map.of(), "");
      }
    }
    FineTuneBench.report(
        context,
        "phonons",
        "matbench_phonons, five folds",
        Scored.joined(parts),
        property,
        Map.of("MEGNet (published)", 28.76, "CGCNN (published)", 57.76),
        "<= 28.8");
  }

  /** A session of the judged model's shape. */
  static NetworkSession session(Context context, Weights weights) {
    NetworkSession session =
        new NetworkSession(new Network(context.model().manifest().shape()), 1, 1);
    session.assign(weights);
    return session;
  }

  /** Learned from the training rows, asked of the test rows. */
  static Scored scored(
      NetworkSession trunk, Property property, List<Sample> training, List<Sample> test) {
    FewLabels learned =
        FewLabels.learn(
            trunk,
            training.stream().map(Sample::crystal).toList(),
            training.stream().mapToDouble(sample -> sample.label(property)).toArray());
    return new Scored(
        learned.estimate(test.stream().map(Sample::crystal).toList()),
        test.stream().mapToDouble(sample -> sample.label(property)).toArray());
  }
}
