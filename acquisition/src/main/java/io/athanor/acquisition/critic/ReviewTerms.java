package io.athanor.acquisition.critic;

import io.athanor.materials.space.Mixture;
import io.athanor.materials.space.Parameter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a campaign says once and every review of its proposals uses; building it does the work that
 * does not depend on the proposal.
 */
public final class ReviewTerms {
  private final Map<String, Declared> declared = new LinkedHashMap<>();
  private final Map<String, Quality> qualities = new LinkedHashMap<>();
  private final List<Mixture> mixtures;
  private final CampaignHazards hazards;
  private final OptionalDouble decomposition;
  private final List<Finding> aboutUnits;
  private final Map<String, Substance> substances = new HashMap<>();

  /**
   * The terms.
   *
   * @param inputs the declared settings, names distinct
   * @param mixtures settings that are fractions and sum to one
   * @param hazards see {@link CriticPolicy#hazards}
   * @param decomposition lowest temperature in K at which what is made is known to decompose or
   *     melt; empty where the campaign does not know
   */
  public ReviewTerms(
      List<Declared> inputs,
      List<Mixture> mixtures,
      List<String> hazards,
      OptionalDouble decomposition) {
    for (Declared each : inputs) {
      String name = each.parameter().name();
      if (declared.put(name, each) != null) {
        throw new IllegalArgumentException("terms.inputs: '" + name + "' is there twice");
      }
      qualities.put(name, Quality.of(name));
      substances.put(name, Substance.named(name));
      if (each.parameter() instanceof Parameter.Named named) {
        named.options().forEach(option -> substances.put(option, Substance.named(option)));
      }
    }
    if (decomposition.isPresent() && !(decomposition.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "terms.decomposition must be above 0 K but is " + decomposition.getAsDouble());
    }
    this.mixtures = List.copyOf(mixtures);
    this.hazards = new CampaignHazards(hazards);
    this.decomposition = decomposition;
    this.aboutUnits = UnitsCheck.of(inputs);
  }

  /** Terms of a campaign that declares nothing. */
  public static ReviewTerms none() {
    return new ReviewTerms(List.of(), List.of(), List.of(), OptionalDouble.empty());
  }

  /** The declared settings, in their order. */
  public List<Declared> inputs() {
    return List.copyOf(declared.values());
  }

  Map<String, Declared> declared() {
    return declared;
  }

  Quality quality(String name) {
    Quality known = qualities.get(name);
    return known == null ? Quality.of(name) : known;
  }

  Substance substance(String text) {
    Substance known = substances.get(text);
    return known == null ? Substance.named(text) : known;
  }

  List<Mixture> mixtures() {
    return mixtures;
  }

  CampaignHazards hazards() {
    return hazards;
  }

  OptionalDouble decomposition() {
    return decomposition;
  }

  List<Finding> aboutUnits() {
    return aboutUnits;
  }
}
