package io.athanor.inference.rollout;

import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks two versions about materials whose labels have just come, and compares what they said. Where
 * one of them has nothing to say (it does not know the property or an element) and the other has,
 * the labels before speak for it.
 */
public record Judge(OpenModel champion, OpenModel challenger) {

  /** A material and those of its labels that neither version has met. */
  public record Case(MaterialGraph graph, List<Lessons.Fresh> labels) {}

  /** A comparison for each case in which at least one of the two had something to say, in order. */
  public List<Comparison> compare(List<Case> cases) {
    List<Optional<MaterialPrediction>> first = predictions(champion, cases);
    List<Optional<MaterialPrediction>> second = predictions(challenger, cases);
    List<Comparison> comparisons = new ArrayList<>();
    for (int index = 0; index < cases.size(); index++) {
      List<Comparison.Pair> pairs = new ArrayList<>();
      for (Lessons.Fresh label : cases.get(index).labels()) {
        pair(label, first.get(index), second.get(index)).ifPresent(pairs::add);
      }
      if (!pairs.isEmpty()) {
        comparisons.add(Comparison.of(pairs));
      }
    }
    return comparisons;
  }

  static Optional<Comparison.Pair> pair(
      Lessons.Fresh label,
      Optional<MaterialPrediction> champion,
      Optional<MaterialPrediction> challenger) {
    Optional<Forecast> first = forecast(champion, label.property());
    Optional<Forecast> second = forecast(challenger, label.property());
    if (first.isEmpty() && second.isEmpty()) {
      return Optional.empty();
    }
    Optional<Forecast> before = label.past().forecast();
    Optional<Forecast> left = first.or(() -> before);
    Optional<Forecast> right = second.or(() -> before);
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : Optional.of(new Comparison.Pair(label.value(), left.get(), right.get()));
  }

  private static Optional<Forecast> forecast(
      Optional<MaterialPrediction> prediction, Property property) {
    return prediction.map(each -> estimate(each, property)).map(Forecast::of);
  }

  private static PropertyEstimate estimate(MaterialPrediction prediction, Property property) {
    return prediction.estimates().get(property);
  }

  private static List<Optional<MaterialPrediction>> predictions(OpenModel model, List<Case> cases) {
    List<MaterialGraph> known = cases.stream().map(Case::graph).filter(model::admits).toList();
    List<Verdict> verdicts = model.scorer().score(known);
    List<Optional<MaterialPrediction>> predictions = new ArrayList<>();
    int next = 0;
    for (Case each : cases) {
      if (model.admits(each.graph()) && verdicts.get(next++) instanceof Verdict.Scored scored) {
        predictions.add(Optional.of(scored.prediction()));
      } else {
        predictions.add(Optional.empty());
      }
    }
    return predictions;
  }
}
