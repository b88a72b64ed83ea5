package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Estimates as reports write them. */
public final class Figures {
  private Figures() {}

  /** {@code mean} and {@code ci95}, null where there is none. */
  public static Map<String, Object> of(Estimate estimate) {
    Map<String, Object> figure = new LinkedHashMap<>();
    figure.put("mean", estimate.mean().orElse(null));
    figure.put("ci95", estimate.ci95().orElse(null));
    return figure;
  }
}
