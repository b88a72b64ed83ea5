package io.athanor.inference.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named float tensors in a fixed order, row-major. What training produces and serving loads. */
public final class Weights {

  /**
   * One tensor.
   *
   * @param shape dimensions
   * @param values row-major values; not copied, owned by the holder
   */
  public record Entry(int[] shape, float[] values) {
    public Entry {
      int size = 1;
      for (int dimension : shape) {
        size = Math.multiplyExact(size, dimension);
      }
      if (size != values.length) {
        throw new IllegalArgumentException(
            "values must have " + size + " entries, got " + values.length);
      }
    }

    private Entry copy() {
      return new Entry(shape.clone(), values.clone());
    }
  }

  private final Map<String, Entry> entries;

  public Weights(Map<String, Entry> entries) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** All tensors in their stored order. */
  public Map<String, Entry> entries() {
    return entries;
  }

  /** The tensor of that name; a missing one is an error that names it. */
  public Entry get(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("weights have no tensor '" + name + "'");
    }
    return entry;
  }

  /** A deep copy with further tensors appended, or replaced where the name exists. */
  public Weights with(Map<String, Entry> more) {
    Map<String, Entry> merged = new LinkedHashMap<>();
    entries.forEach((name, entry) -> merged.put(name, entry.copy()));
    merged.putAll(more);
    return new Weights(merged);
  }

  /** Number of floats over all tensors. */
  public int size() {
    return entries.values().stream().mapToInt(entry -> entry.values().length).sum();
  }
}
