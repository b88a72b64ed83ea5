package io.athanor.allinone.invention;

import io.athanor.acquisition.campaign.InventionTerms;
import io.athanor.generator.ElementTerms;
import io.athanor.generator.Goal;
import io.athanor.generator.PropertyRange;
import io.athanor.inference.model.Property;
import io.athanor.materials.composition.Element;
import io.athanor.materials.unit.Units;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What a campaign's terms mean to generators. */
final class CampaignGoal {
  private CampaignGoal() {}

  /**
   * The goal: limits and chemistry. What the campaign wants besides is in its acquisition function.
   *
   * @throws IllegalArgumentException naming a limit that no model predicts, or that is in a unit
   *     which is none of the property's
   */
  static Goal of(InventionTerms terms) {
    return new Goal(
        terms.limits().stream().map(CampaignGoal::range).toList(),
        List.of(),
        new ElementTerms(
            elements(terms.elements().allowed()),
            elements(terms.elements().required()),
            elements(terms.elements().forbidden()),
            terms.elements().fewest(),
            terms.elements().most()),
        terms.prototypes(),
        terms.atomsMost(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static PropertyRange range(InventionTerms.Limit limit) {
    Optional<Property> property = Property.ofKey(limit.property());
    if (property.isEmpty()) {
      throw new IllegalArgumentException(
          "invention.limits.property: nobody predicts " + limit.property());
    }
    return new PropertyRange(
        property.get().key(),
        end(limit, limit.lower(), property.get(), Double.NEGATIVE_INFINITY),
        end(limit, limit.upper(), property.get(), Double.POSITIVE_INFINITY));
  }

  private static double end(
      InventionTerms.Limit limit, OptionalDouble end, Property property, double none) {
    if (end.isEmpty()) {
      return none;
    }
    try {
      return Units.convert(end.getAsDouble(), limit.unit(), property.unit());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "invention.limits.unit of %s: %s is no %s"
              .formatted(limit.property(), limit.unit(), property.unit()),
          e);
    }
  }

  private static Set<Element> elements(List<String> symbols) {
    Set<Element> elements = new TreeSet<>();
    symbols.forEach(symbol -> elements.add(Element.ofSymbol(symbol).orElseThrow()));
    return elements;
  }
}
