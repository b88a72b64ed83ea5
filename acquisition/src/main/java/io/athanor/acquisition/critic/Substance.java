package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.FormulaException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that goes into the experiment, as a recipe names it.
 *
 * @param text as it was written
 * @param classes what it is known as; empty where nothing is known
 * @param compositions of the words that are formulas
 */
record Substance(String text, Set<SubstanceClass> classes, List<Composition> compositions) {
  private static final Pattern BETWEEN = Pattern.compile("[\\s_,;/+-]+");
  private static final Pattern FORMULA = Pattern.compile("(?:[A-Z][a-z]?|[()\\[\\]]|[0-9.])+");
  private static final int LONGEST = 100;

  Substance {
    classes = Set.copyOf(classes);
    compositions = List.copyOf(compositions);
  }

  /** What a text names, word by word and by pairs of words. */
  static Substance named(String text) {
    Set<SubstanceClass> classes = EnumSet.noneOf(SubstanceClass.class);
    List<Composition> compositions = new ArrayList<>();
    if (text.length() <= LONGEST) {
      List<String> words = new ArrayList<>();
      BETWEEN.splitAsStream(text.strip()).filter(word -> !word.isEmpty()).forEach(words::add);
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i).toLowerCase(Locale.ROOT);
        classes.addAll(SubstanceNames.of(word));
        if (i > 0) {
          String before = words.get(i - 1).toLowerCase(Locale.ROOT);
          classes.addAll(SubstanceNames.of(before + " " + word));
        }
        composition(words.get(i)).ifPresent(compositions::add);
      }
    }
    compositions.forEach(each -> classes.addAll(CompositionClasses.of(each)));
    return new Substance(text, classes, compositions);
  }

  private static Optional<Composition> composition(String word) {
    if (!FORMULA.matcher(word).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Composition.parse(word));
    } catch (FormulaException notOne) {
      return Optional.empty();
    }
  }

  boolean is(SubstanceClass which) {
    return classes.contains(which);
  }
}
