package io.athanor.generator.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which materials are known, so that none is invented twice. Not thread-safe. */
public final class Registry {
  private record Listed(String id, Fingerprint fingerprint) {}

  private final Map<String, List<Listed>> byFormula = new HashMap<>();

  /** Takes a material unless it is known already, and says whether it was new. */
  public boolean add(String id, Fingerprint fingerprint) {
    if (find(fingerprint).isPresent()) {
      return false;
    }
    byFormula
        .computeIfAbsent(fingerprint.formula(), formula -> new ArrayList<>())
        .add(new Listed(id, fingerprint));
    return true;
  }

  /** The id under which a material is known. */
  public Optional<String> find(Fingerprint fingerprint) {
    for (Listed listed : byFormula.getOrDefault(fingerprint.formula(), List.of())) {
      if (listed.fingerprint().sameAs(fingerprint)) {
        return Optional.of(listed.id());
      }
    }
    return Optional.empty();
  }

  /** Whether any material of this canonical formula is known. */
  public boolean knowsFormula(String formula) {
    return byFormula.containsKey(formula);
  }
}
