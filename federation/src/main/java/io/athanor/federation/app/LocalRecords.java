package io.athanor.federation.app;

import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionMade;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.federation.privacy.GaussianMechanism;
import io.athanor.federation.round.HeadTerms;
import io.athanor.materials.unit.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of one site for one head: observed values, and the embeddings of what they were
 * observed on. Observations are told first, so that of all that was ever predicted only what is
 * summed is held. Mutable.
 */
final class LocalRecords {
  private final HeadTerms terms;
  private final SortedMap<String, ObservationDerived> observed = new TreeMap<>();
  private final Set<String> candidates = new HashSet<>();
  private final Map<String, double[]> features = new HashMap<>();

  LocalRecords(HeadTerms terms) {
    this.terms = terms;
  }

  /** Takes an observation if it is of this property, converged and in a unit that converts. */
  void take(ObservationDerived event) {
    if (event.getProperty().equals(terms.property())
        && event.getConverged()
        && Units.isKnown(event.getQuantity().getUnit())
        && Units.isConvertible(event.getQuantity().getUnit(), terms.unit())) {
      observed.put(event.getMeta().getId(), event);
      candidates.add(event.getCandidateId());
    }
  }

  /** Takes an embedding if it is of this model and of what was observed. */
  void take(PredictionMade event) {
    if (!candidates.contains(event.getCandidateId())
        || !event.getModelDigest().equals(terms.modelDigest())
        || event.getEmbedding().size() != terms.dimension()) {
      return;
    }
    double[] row = new double[terms.dimension() + 1];
    row[0] = 1;
    for (int i = 1; i < row.length; i++) {
      row[i] = event.getEmbedding().get(i - 1);
    }
    features.put(event.getCandidateId(), row);
  }

  /** How many there are. */
  int count() {
    return (int)
        observed.values().stream()
            .filter(each -> features.containsKey(each.getCandidateId()))
            .count();
  }

  /** Their sums, in scaled units, within the bounds of the round if it has any. */
  SufficientStatistics sums() {
    List<double[]> rows = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (ObservationDerived each : observed.values()) {
      double[] row = features.get(each.getCandidateId());
      if (row != null) {
        rows.add(row);
        targets.add(
            Units.convert(each.getQuantity().getValue(), each.getQuantity().getUnit(), terms.unit())
                / terms.targetScale());
      }
    }
    double[][] x = rows.toArray(double[][]::new);
    double[] y = targets.stream().mapToDouble(Double::doubleValue).toArray();
    if (terms.privacy().isPresent()) {
      return GaussianMechanism.bounded(
          x,
          y,
          terms.privacy().get().featureBound(),
          terms.privacy().get().targetBound(),
          terms.dimension() + 1);
    }
    return y.length == 0
        ? SufficientStatistics.none(terms.dimension() + 1)
        : SufficientStatistics.of(x, y);
  }
}
