package io.athanor.formats.draft;

import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the words of a column are like. */
final class Wording {
  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}.*|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}.*");
  private static final int LOOKED_AT = 200;

  private Wording() {}

  static boolean isDates(Profile each) {
    if (each.isNumeric()) {
      return false;
    }
    return each.levels().keySet().stream().limit(LOOKED_AT).allMatch(DATE.asMatchPredicate());
  }

  /** Most have two elements or more: single symbols may as well be options. */
  static boolean isFormulas(Profile each) {
    int seen = 0;
    int compounds = 0;
    for (String level : each.levels().keySet()) {
      if (seen++ == LOOKED_AT) {
        break;
      }
      try {
        compounds += Composition.parse(level).elements().size() > 1 ? 1 : 0;
      } catch (MaterialException e) {
        return false;
      }
    }
    seen = Math.min(seen, LOOKED_AT);
    boolean named = Lexicon.isFormula(each.heading().words());
    return compounds > 0.5 * seen && (named || (each.variety() > 0.5 && seen > 5));
  }

  static boolean isProse(Profile each) {
    List<String> some = new ArrayList<>(each.levels().keySet());
    long prose =
        some.stream()
            .limit(LOOKED_AT)
            .filter(word -> word.length() > 20 && word.indexOf(' ') > 0)
            .count();
    return prose > 0.5 * Math.min(some.size(), LOOKED_AT);
  }
}
