package io.athanor.gateway.view;

import io.athanor.event.PolicyShadowed;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import java.util.List;
import java.util.Optional;

/**
 * A shadow policy as it stands.
 *
 * @param shadow the last word on it
 * @param report how it stood when that was last said; empty before
 * @param latest what it would have chosen in the latest decisions, the latest first
 */
public record ShadowView(
    PolicyShadowed shadow, Optional<ShadowReported> report, List<ShadowChosen> latest) {
  /** Copies. */
  public ShadowView {
    latest = List.copyOf(latest);
  }
}
