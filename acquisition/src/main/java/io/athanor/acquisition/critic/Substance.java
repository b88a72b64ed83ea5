package io.athanor.acquisition.critic;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.FormulaException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something that goes into the experiment, as a recipe names it.
 *
 * @param text as it was written
 * @param classes what it is known as; empty where nothing is known
 */
record Substance(String text, Set<SubstanceClass> classes) {
  private static final Pattern BETWEEN = Pattern.compile("[\\s_,;/+-]+");
  private static final Pattern FORMULA = Pattern.compile("(?:[A-Z][a-z]?|[()\\[\\]]|[0-9.])+");
  private static final int LONGEST = 100;

  Substance {
    classes = Set.copyOf(classes);
  }

  /** What a text names, word by word and by pairs of words. */
  static Substance named(String text) {
    Set<SubstanceClass> classes = EnumSet.noneOf(SubstanceClass.class);
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
        classes.addAll(formula(words.get(i)));
      }
    }
    return new Substance(text, classes);
  }

  private static Set<SubstanceClass> formula(String word) {
    if (!FORMULA.matcher(word).matches()) {
      return Set.of();
    }
    try {
      return CompositionClasses.of(Composition.parse(word));
    } catch (FormulaException notOne) {
      return Set.of();
    }
  }

  boolean is(SubstanceClass which) {
    return classes.contains(which);
  }
}
