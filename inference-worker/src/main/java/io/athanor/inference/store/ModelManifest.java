package io.athanor.inference.store;

import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Extrapolation;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code model.json}: what a model is, beside its weights.
 *
 * @param format version of this layout; 2
 * @param name the model's name
 * @param version for people
 * @param parentDigest what it was trained from, empty for a first training
 * @param shape hyper-parameters
 * @param tensors names and shapes in the order of {@code weights.bin}
 * @param literature whose literature vectors it reads beside structures and patterns, where it does
 * @param calibrations by input mode, then property
 * @param beyond what is added for compositions unlike training's, where it was fitted
 * @param pools how patterns and literature vectors are mixed in, where it reads them
 * @param metrics held-out figures by name, e.g. {@code crystal/band_gap/mae}
 * @param data attributions of the training data
 */
public record ModelManifest(
    int format,
    String name,
    String version,
    Optional<String> parentDigest,
    NetworkShape shape,
    List<TensorShape> tensors,
    Optional<LiteratureInput.Model> literature,
    Map<InputMode, Map<Property, Calibration>> calibrations,
    Map<InputMode, Map<Property, Extrapolation>> beyond,
    Pools pools,
    Map<String, Double> metrics,
    List<String> data) {

  /** The only layout there is. */
  public static final int FORMAT = 2;

  /**
   * One tensor of {@code weights.bin}.
   *
   * @param name unique
   * @param shape dimensions
   */
  public record TensorShape(String name, List<Integer> shape) {
    public TensorShape {
      shape = List.copyOf(shape);
    }
  }

  /** One that reads structures and compositions alone. */
  public ModelManifest(
      int format,
      String name,
      String version,
      Optional<String> parentDigest,
      NetworkShape shape,
      List<TensorShape> tensors,
      Map<InputMode, Map<Property, Calibration>> calibrations,
      Map<String, Double> metrics,
      List<String> data) {
    this(
        format,
        name,
        version,
        parentDigest,
        shape,
        tensors,
        Optional.empty(),
        calibrations,
        Map.of(),
        Pools.NONE,
        metrics,
        data);
  }

  public ModelManifest {
    if (format != FORMAT) {
      throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
    }
    if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "name must be lower case letters, digits, dots and hyphens, got '" + name + "'");
    }
    tensors = List.copyOf(tensors);
    Map<InputMode, Map<Property, Calibration>> copy = new EnumMap<>(InputMode.class);
    calibrations.forEach((mode, given) -> copy.put(mode, new EnumMap<>(given)));
    calibrations = Collections.unmodifiableMap(copy);
    beyond = beyond == null ? Map.of() : beyond;
    pools = pools == null ? Pools.NONE : pools;
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    data = List.copyOf(data);
  }

  /**
   * Of what is made of this model by learning on: the same name, vectors and data, and no pools,
   * which were fitted to another network's errors. Until it is restated it answers alone.
   *
   * @param parent digest of what it was made from
   */
  public ModelManifest successor(
      String version,
      String parent,
      NetworkShape shape,
      Calibrations calibrations,
      Map<String, Double> metrics) {
    return new ModelManifest(
        FORMAT,
        name,
        version,
        Optional.of(parent),
        shape,
        List.of(),
        literature,
        calibrations.byMode(),
        calibrations.beyond(),
        Pools.NONE,
        metrics,
        data);
  }

  /** The calibrations, checked for completeness. */
  public Calibrations calibration() {
    return new Calibrations(calibrations, beyond);
  }
}
