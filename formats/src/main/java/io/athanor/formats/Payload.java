package io.athanor.formats;

import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What an instrument measured; the branches of the event {@code reading-reported}. */
public sealed interface Payload {

  /**
   * Single values.
   *
   * @param values by property name in snake case, e.g. {@code band_gap}; at least one
   */
  record Scalars(Map<String, Quantity> values) implements Payload {
    /** Sorts the names and checks that there is a value. */
    public Scalars {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
      if (values.isEmpty()) {
        throw new IllegalArgumentException("values is empty");
      }
    }
  }

  /**
   * One y over one x. Owns its arrays.
   *
   * @param xName what x is, in snake case, e.g. {@code two_theta}
   * @param xUnit UCUM code
   * @param x strictly monotonic, finite, at least two
   * @param yName what y is
   * @param yUnit UCUM code
   * @param y as many as x, finite
   * @param conditions what it was taken under, by name, e.g. {@code radiation_wavelength}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Curve(
      String xName,
      String xUnit,
      double[] x,
      String yName,
      String yUnit,
      double[] y,
      Map<String, Quantity> conditions)
      implements Payload {
    /** Checks the shape; an {@link IllegalArgumentException} names what is wrong. */
    public Curve {
      conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
      if (x.length < 2 || x.length != y.length) {
        throw new IllegalArgumentException(
            "x has " + x.length + " points, y " + y.length + "; two or more of each are needed");
      }
      boolean rises = x[1] > x[0];
      for (int i = 0; i < x.length; i++) {
        if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
          throw new IllegalArgumentException("point " + i + " is no finite number");
        }
        if (i > 0 && !(rises ? x[i] > x[i - 1] : x[i] < x[i - 1])) {
          throw new IllegalArgumentException("x is not strictly monotonic at point " + i);
        }
      }
    }
  }

  /**
   * A picture that stays where it is.
   *
   * @param mediaType e.g. {@code image/tiff}
   * @param sha256 of its bytes, hex
   */
  record Image(String mediaType, String sha256) implements Payload {
    /** Checks that nothing is missing. */
    public Image {
      Objects.requireNonNull(mediaType, "mediaType");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /**
   * What was done, step by step.
   *
   * @param steps in order, at least one
   */
  record Actions(List<Action> steps) implements Payload {
    /** Copies the list and checks that there is a step. */
    public Actions {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("steps is empty");
      }
    }
  }

  /**
   * One step.
   *
   * @param name what was done
   * @param startedAt when
   * @param parameters with which quantities
   */
  record Action(String name, Instant startedAt, Map<String, Quantity> parameters) {
    /** Sorts the names. */
    public Action {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(startedAt, "startedAt");
      parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
  }
}
