package io.athanor.streams.derive;

import io.athanor.materials.MaterialException;
import io.athanor.materials.unit.Quantity;
import io.athanor.streams.validate.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values that the instrument has already reduced: each is a property, in its canonical unit. */
public final class Reported {
  /** Method of the properties. */
  public static final String METHOD = "as-reported/1";

  private Reported() {}

  /** Every value as a property. */
  public static Derivation derive(Map<String, Quantity> values) {
    return derive("payload.values", values);
  }

  /** Every value as a property; a refusal names the place below {@code field}. */
  public static Derivation derive(String field, Map<String, Quantity> values) {
    List<Property> properties = new ArrayList<>();
    for (Map.Entry<String, Quantity> entry : new TreeMap<>(values).entrySet()) {
      try {
        Quantity quantity = CanonicalUnits.convert(entry.getKey(), entry.getValue());
        properties.add(new Property(entry.getKey(), quantity, METHOD));
      } catch (MaterialException e) {
        return new Derivation.Underivable(
            Refusal.of(
                Refusal.Code.INVALID_FIELD,
                field + "." + entry.getKey() + "." + e.field(),
                e.reason()));
      }
    }
    return new Derivation.Derived(properties);
  }
}
