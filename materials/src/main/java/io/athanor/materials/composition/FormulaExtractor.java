package io.athanor.materials.composition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the chemical formulas in running text. It prefers to miss one over inventing one: words
 * ({@code In}, {@code As}, {@code No}, {@code He}), roman numerals, abbreviations ({@code UV},
 * {@code PVC}), cell lines and part numbers are none, neither are ions ({@code Fe3+}) nor families
 * without a definite composition ({@code La1-xSrxMnO3}, {@code Cu(In,Ga)Se2}). Reads subscripts as
 * Unicode, LaTeX ({@code TiO$_2$}) and HTML ({@code TiO<sub>2</sub>}). Time is linear in the text.
 */
public final class FormulaExtractor {
  private static final int LONGEST = 120;
  private static final Pattern RUN = Pattern.compile("\\S+");
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "[/\u2013\u2014\u2010\u2011\u2212,;:|=<>\"'\u201c\u201d\u2018\u2019\u2192-]+");
  private static final Pattern MARKUP =
      Pattern.compile("\\$?_\\{?([0-9.]{1,9})\\}?\\$?|<sub>([0-9.]{1,9})</sub>|\\\\rm|\\$");
  // 1-x, 7-delta, (In,Ga), and a letter for an amount
  private static final Pattern FAMILY =
      Pattern.compile(
          "[0-9]\\s?[-\u2013\u2212\u00b1+][xyz\u03b4d](?![a-z])|\\([A-Z][a-z]?[0-9.]*,\\s?[A-Z]"
              + "|[A-Z][a-z]?[xyz\u03b4][A-Z]|[A-Za-z0-9)][\u03b4\u03b1\u03b2\u03b3]");
  private static final Pattern ION =
      Pattern.compile(
          "^[\\[(]*[A-Za-z0-9()\\[\\]]{1,30}(\\+|[0-9][-\u2212\u2013]|\\^.*)[])]*[.,;:]?$");
  private static final Pattern PHASE = Pattern.compile("\\((s|l|g|aq|cr|[0-9]{3,4})\\)$");
  // what a formula looks like: spares the parser, and its exceptions, most words
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:[A-Z][a-z]?|[0-9.\u2080-\u2089]|[()\\[\\]{}\u00b7\u2022*\u22c5\u2219])++");
  private static final Pattern EXPLAINED = Pattern.compile("([^(]{1,40})\\([a-z]{2,}.*");
  private static final Pattern SINGLE = Pattern.compile("([A-Z][a-z]?)([0-9.]*)");
  private static final Pattern CAPITALS = Pattern.compile("([A-Z]|[0-9.]|[()\\[\\]])+");
  private static final Pattern CAPITALS_THEN_NUMBER = Pattern.compile("([A-Z]{2,})([0-9]+)");
  private static final Pattern BARE_POINT = Pattern.compile("(?<![0-9])\\.|\\.(?![0-9])");
  private static final Pattern CHANNEL = Pattern.compile("(Ca|Na|K)V[0-9]\\.[0-9]");
  private static final Pattern EXPLICIT_ONES = Pattern.compile("([A-Z]1){2,}|[A-Z]1[A-Z]1.*");

  /** Symbols that are words, names or abbreviations more often than materials. */
  private static final Set<String> NO_MATERIALS =
      Set.of(
          "In", "As", "At", "No", "He", "Be", "Am", "Re", "La", "Os", "Po", "Pa", "Es", "Md", "Th",
          "Ho", "Mt", "Ne", "Er", "Ra", "Ac", "Cm", "Tm", "Ts", "Og", "Ds", "Rg", "Nh", "Mc", "Lv",
          "Fl", "Cn", "Hs", "Bh", "Sg", "Db", "Rf", "Lr", "Fm", "Cf", "Bk", "Fr", "Rn", "Np", "Pr");

  private static final Set<String> MOLECULES =
      Set.of(
          "H2", "N2", "O2", "O3", "F2", "Cl2", "Br2", "I2", "S8", "Se8", "P4", "C60", "C70", "D2");

  /** Compounds of one-letter elements without a number; any other such word is an abbreviation. */
  private static final Set<String> SHORT_COMPOUNDS =
      Set.of(
          "CO", "NO", "HF", "BN", "BP", "KF", "KI", "KH", "KOH", "KCN", "HCN", "WC", "VC", "VN",
          "VO", "UC", "UN", "UO", "YN", "YP", "KCNO", "HNCO");

  private static final Set<String> WORDS = Set.of("HeLa", "CoCo", "PoP", "NoN", "InC");

  private static final String LAST_IN_FORMULAS = "OFNSCPIBH";

  /**
   * A formula found.
   *
   * @param start index of its first character in the text
   * @param end index after its last
   * @param spelling as it is written, without markup
   * @param composition what it says
   */
  public record Mention(int start, int end, String spelling, Composition composition) {}

  private FormulaExtractor() {}

  /** Every mention of a formula, in order. */
  public static List<Mention> extract(String text) {
    List<Mention> mentions = new ArrayList<>();
    Matcher runs = RUN.matcher(text);
    while (runs.find()) {
      String run = runs.group();
      if (run.length() <= LONGEST) {
        ofRun(run, runs.start(), mentions);
      }
    }
    return mentions;
  }

  /** How often each composition is mentioned, by canonical formula, in order of first mention. */
  public static Map<String, Integer> counts(String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Mention mention : extract(text)) {
      counts.merge(mention.composition().formula(), 1, Integer::sum);
    }
    return counts;
  }

  private static void ofRun(String run, int at, List<Mention> mentions) {
    boolean marked = run.indexOf('$') >= 0 || run.indexOf('_') >= 0 || run.contains("<sub>");
    if (marked) {
      String plain = MARKUP.matcher(run).replaceAll("$1$2");
      if (!isNone(plain)) {
        for (String piece : SEPARATOR.split(plain)) {
          formula(piece).ifPresent(f -> mentions.add(mention(at, at + run.length(), f)));
        }
      }
      return;
    }
    if (isNone(run)) {
      return;
    }
    Matcher separators = SEPARATOR.matcher(run);
    int from = 0;
    while (from <= run.length()) {
      boolean found = separators.find();
      int to = found ? separators.start() : run.length();
      String piece = run.substring(from, to);
      int begin = at + from;
      formula(piece)
          .ifPresent(
              f -> {
                int offset = begin + Math.max(0, piece.indexOf(f));
                mentions.add(mention(offset, offset + f.length(), f));
              });
      if (!found) {
        return;
      }
      from = separators.end();
    }
  }

  private static Mention mention(int start, int end, String formula) {
    return new Mention(start, end, formula, Composition.parse(formula));
  }

  private static boolean isNone(String run) {
    return FAMILY.matcher(run).find() || ION.matcher(run).matches();
  }

  /** The formula that a piece is, brackets and punctuation around it taken off. */
  private static Optional<String> formula(String piece) {
    String plain = PHASE.matcher(stripped(piece)).replaceAll("");
    Matcher explained = EXPLAINED.matcher(plain);
    String candidate = explained.matches() ? explained.group(1) : plain;
    return SHAPE.matcher(candidate).matches() && isFormula(candidate)
        ? Optional.of(candidate)
        : Optional.empty();
  }

  private static boolean isFormula(String plain) {
    Composition composition;
    try {
      composition = Composition.parse(plain);
    } catch (IllegalArgumentException e) {
      return false;
    }
    String ascii = digits(plain);
    Matcher single = SINGLE.matcher(ascii);
    if (single.matches()) {
      return single.group(2).isEmpty()
          ? ascii.length() == 2 && !NO_MATERIALS.contains(ascii)
          : MOLECULES.contains(ascii);
    }
    boolean begins = Character.isUpperCase(ascii.charAt(0)) || "([".indexOf(ascii.charAt(0)) >= 0;
    if (!begins
        || composition.elements().size() < 2
        || BARE_POINT.matcher(ascii).find()
        || CHANNEL.matcher(ascii).matches()
        || WORDS.contains(ascii)) {
      return false;
    }
    return !CAPITALS.matcher(ascii).matches() || isOfCapitals(ascii);
  }

  /** CO2, H2SO4, K2CO3, but not UV, PVC, PC12, H1N1, VP40. */
  private static boolean isOfCapitals(String ascii) {
    if (ascii.chars().noneMatch(Character::isDigit)) {
      return SHORT_COMPOUNDS.contains(ascii);
    }
    if (EXPLICIT_ONES.matcher(ascii).matches()) {
      return false;
    }
    Matcher named = CAPITALS_THEN_NUMBER.matcher(ascii);
    if (!named.matches()) {
      return true;
    }
    String letters = named.group(1);
    String number = named.group(2);
    char first = letters.charAt(0);
    char last = letters.charAt(letters.length() - 1);
    boolean small = number.length() == 1 && number.charAt(0) >= '2' && number.charAt(0) <= '6';
    return small && LAST_IN_FORMULAS.indexOf(last) >= 0 && (last == 'H' || rises(first, last));
  }

  private static boolean rises(char first, char last) {
    double from = Element.ofSymbol(String.valueOf(first)).orElseThrow().electronegativity();
    double to = Element.ofSymbol(String.valueOf(last)).orElseThrow().electronegativity();
    return to > from;
  }

  private static String digits(String plain) {
    StringBuilder ascii = new StringBuilder(plain);
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c >= '\u2080' && c <= '\u2089') {
        ascii.setCharAt(i, (char) ('0' + (c - '\u2080')));
      }
    }
    return ascii.toString();
  }

  /** Without punctuation at its ends, and without brackets that close or open elsewhere. */
  private static String stripped(String piece) {
    int start = 0;
    int end = piece.length();
    boolean changed = true;
    while (changed && start < end) {
      changed = false;
      char first = piece.charAt(start);
      char last = piece.charAt(end - 1);
      if (".!?*\u2026".indexOf(last) >= 0) {
        end--;
        changed = true;
      } else if ("([{".indexOf(first) >= 0 && isOpen(piece, start, end)) {
        start++;
        changed = true;
      } else if (")]}".indexOf(last) >= 0 && isUnopened(piece, start, end)) {
        end--;
        changed = true;
      } else if ("([{".indexOf(first) >= 0 && enclosesAll(piece, start, end)) {
        start++;
        end--;
        changed = true;
      }
    }
    return piece.substring(start, end);
  }

  private static boolean isOpen(String piece, int start, int end) {
    return matching(piece, start, end) < 0;
  }

  private static boolean enclosesAll(String piece, int start, int end) {
    return matching(piece, start, end) == end - 1;
  }

  /** Where the bracket at {@code start} closes, or -1. */
  private static int matching(String piece, int start, int end) {
    int depth = 0;
    for (int i = start; i < end; i++) {
      depth += "([{".indexOf(piece.charAt(i)) >= 0 ? 1 : 0;
      depth -= ")]}".indexOf(piece.charAt(i)) >= 0 ? 1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isUnopened(String piece, int start, int end) {
    int depth = 0;
    for (int i = start; i < end; i++) {
      depth += "([{".indexOf(piece.charAt(i)) >= 0 ? 1 : 0;
      depth -= ")]}".indexOf(piece.charAt(i)) >= 0 ? 1 : 0;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
