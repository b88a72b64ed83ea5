package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.HaltDeclared;
import java.util.TreeMap;

/** Emergency stops that concern one campaign. Owned by its thread. */
final class Halts {
  private final TreeMap<String, HaltDeclared> byScope = new TreeMap<>();
  private int epoch;

  /** Folds one; a scope is as it was last said, and old news change nothing. */
  Outcome hear(HaltDeclared said) {
    HaltDeclared known = byScope.get(said.scope());
    if (said.equals(known)) {
      return new Outcome.Duplicate();
    }
    if (known != null && said.epoch() < known.epoch()) {
      return new Outcome.Ignored("halt %d of %s is over".formatted(said.epoch(), said.scope()));
    }
    byScope.put(said.scope(), said);
    if (said.halted()) {
      epoch++;
    }
    return new Outcome.Accepted();
  }

  /** Forgets every stop that holds; how often there was one stays. */
  void lift() {
    byScope.clear();
  }

  boolean isHalted() {
    return byScope.values().stream().anyMatch(HaltDeclared::halted);
  }

  /** How often the campaign was halted so far. */
  int epoch() {
    return epoch;
  }
}
