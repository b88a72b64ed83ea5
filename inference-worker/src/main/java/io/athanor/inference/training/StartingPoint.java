package io.athanor.inference.training;

import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.StoredModel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stage takes over from a stored model. Pure. */
final class StartingPoint {
  private StartingPoint() {}

  /**
   * The weights to start from: the stored tensors that mean the same here, the rest as given.
   * Tensors of the heads mean the same only for the same properties in the same order, those of the
   * label conventions only for as many of them.
   */
  static Weights weights(NetworkShape shape, Weights fresh, StoredModel stored) {
    boolean isSameTask = stored.manifest().shape().properties().equals(shape.properties());
    Map<String, Weights.Entry> taken = new LinkedHashMap<>();
    for (String name : Parameters.shapes(shape).keySet()) {
      Weights.Entry known = stored.weights().entries().get(name);
      boolean isOutput = name.startsWith("head") && name.contains("/out");
      if (known != null
          && Arrays.equals(known.shape(), fresh.get(name).shape())
          && (isSameTask || !isOutput)) {
        taken.put(name, new Weights.Entry(known.shape().clone(), known.values().clone()));
      }
    }
    return fresh.with(taken);
  }

  /** How many tensors {@link #weights} takes over. */
  static long taken(NetworkShape shape, Weights fresh, StoredModel stored) {
    Weights started = weights(shape, fresh, stored);
    return started.entries().entrySet().stream()
        .filter(each -> started(each, stored.weights()))
        .count();
  }

  /**
   * The units to learn in: the stored ones where the heads are taken over, so that they mean what
   * they meant; fitted ones elsewhere.
   */
  static Scales scales(NetworkShape shape, Scales fitted, StoredModel stored) {
    if (!stored.manifest().shape().properties().equals(shape.properties())) {
      return fitted;
    }
    Scales known = Estimator.of(shape, stored.weights(), stored.manifest().calibration()).scales();
    Map<Property, Scale> scales = new EnumMap<>(Property.class);
    shape.properties().forEach(property -> scales.put(property, known.of(property)));
    float[] elements = fitted.known().clone();
    for (int row = 0; row < elements.length; row++) {
      elements[row] = Math.max(elements[row], known.known()[row]);
    }
    return new Scales(scales, elements);
  }

  private static boolean started(Map.Entry<String, Weights.Entry> tensor, Weights stored) {
    Weights.Entry known = stored.entries().get(tensor.getKey());
    return known != null && Arrays.equals(known.values(), tensor.getValue().values());
  }
}
