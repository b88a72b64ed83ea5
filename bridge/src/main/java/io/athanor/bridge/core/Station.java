package io.athanor.bridge.core;

import io.athanor.schemas.signing.ActuationOrder;
import java.time.Duration;
import java.util.Set;

/**
 * What robot this is.
 *
 * @param techniques what it can do
 * @param tenants whom it works for; {@code ""} is the default tenant; empty for everybody
 * @param simulated whether nothing real moves
 * @param clockSkew by how much the clock that signed may be ahead of this one
 * @param longestRecipe how long after its expiry the later steps of an order may still begin
 */
public record Station(
    Set<String> techniques,
    Set<String> tenants,
    boolean simulated,
    Duration clockSkew,
    Duration longestRecipe) {
  /** Copies and checks. */
  public Station {
    techniques = Set.copyOf(techniques);
    tenants = Set.copyOf(tenants);
    if (techniques.isEmpty()) {
      throw new IllegalArgumentException("techniques: there is none");
    }
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException("clockSkew: is negative");
    }
    if (longestRecipe.isNegative()) {
      throw new IllegalArgumentException("longestRecipe: is negative");
    }
  }

  boolean can(String technique) {
    return technique.equals(ActuationOrder.ANY_TECHNIQUE) || techniques.contains(technique);
  }

  boolean worksFor(String tenant) {
    return tenants.isEmpty() || tenants.contains(tenant);
  }
}
