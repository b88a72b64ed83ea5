package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.composition.FormulaException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What one campaign must not touch: elements, compositions, words. */
final class CampaignHazards {
  private static final double SAME = 1e-4;

  private final Set<Element> elements = EnumSet.noneOf(Element.class);
  private final List<Composition> compositions = new ArrayList<>();
  private final List<String> words = new ArrayList<>();

  CampaignHazards(List<String> hazards) {
    for (String hazard : hazards) {
      String text = hazard.strip();
      Optional<Element> element = Element.ofSymbol(text);
      if (element.isPresent()) {
        elements.add(element.get());
        continue;
      }
      words.add(text.toLowerCase(Locale.ROOT));
      try {
        compositions.add(Composition.parse(text));
      } catch (FormulaException notOne) {
        // a word then, as noted above
        continue;
      }
    }
  }

  /** What of the campaign's list a substance is, holds, or is called. */
  Optional<String> in(Substance substance) {
    return substance.compositions().stream()
        .flatMap(each -> in(each).stream())
        .findFirst()
        .or(() -> in(substance.text()));
  }

  /** What of the campaign's list the composition is or holds. */
  private Optional<String> in(Composition composition) {
    for (Element element : composition.amounts().keySet()) {
      if (elements.contains(element)) {
        return Optional.of(element.symbol());
      }
    }
    return compositions.stream()
        .filter(each -> isSame(each, composition))
        .map(Composition::formula)
        .findFirst();
  }

  /** What of the campaign's list a text names as a whole word. */
  private Optional<String> in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return words.stream().filter(word -> Words.holds(lower, word)).findFirst();
  }

  private static boolean isSame(Composition one, Composition other) {
    if (!one.amounts().keySet().equals(other.amounts().keySet())) {
      return false;
    }
    return one.amounts().keySet().stream()
        .allMatch(each -> Math.abs(one.fraction(each) - other.fraction(each)) < SAME);
  }
}
