package io.athanor.materials.composition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code part (dot part)*} with {@code part = [amount] (element | bracketed group)+}, each
 * with an optional amount behind it. One pass, an explicit stack instead of recursion, so that
 * hostile input costs no more than its length.
 */
final class FormulaParser {
  private static final int MAXIMUM_LENGTH = 1_000;
  private static final int MAXIMUM_DEPTH = 32;
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final String DOTS = "*\u00b7\u2022\u22c5\u2219";

  private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?[0-9]+");

  private record Group(char closing, int position, Map<Element, Double> amounts) {}

  private final String text;
  private final Deque<Group> open = new ArrayDeque<>();
  private final Map<Element, Double> total = new EnumMap<>(Element.class);
  private Map<Element, Double> part = new EnumMap<>(Element.class);
  private double partAmount = 1;
  private int position;

  private FormulaParser(String text) {
    this.text = text;
  }

  /** The amounts a formula states, zero amounts left out. */
  static Map<Element, Double> parse(String formula) {
    if (formula.length() > MAXIMUM_LENGTH) {
      throw new FormulaException(
          MAXIMUM_LENGTH, "formula is longer than " + MAXIMUM_LENGTH + " characters");
    }
    return new FormulaParser(subscriptsAsDigits(formula)).parse();
  }

  private Map<Element, Double> parse() {
    skipSpace();
    if (atEnd()) {
      throw new FormulaException(position, "formula is blank");
    }
    startPart();
    while (!atEnd()) {
      char c = text.charAt(position);
      if (DOTS.indexOf(c) >= 0) {
        endPart();
        position++;
        skipSpace();
        startPart();
      } else if (OPENING.indexOf(c) >= 0) {
        openGroup(c);
      } else if (CLOSING.indexOf(c) >= 0) {
        closeGroup(c);
      } else {
        element(c);
      }
      skipSpace();
    }
    endPart();
    total.values().removeIf(amount -> amount == 0);
    if (total.isEmpty()) {
      throw new FormulaException(0, "every amount is zero");
    }
    return total;
  }

  private void startPart() {
    part = new EnumMap<>(Element.class);
    partAmount = amount().orElse(1.0);
    skipSpace();
  }

  private void endPart() {
    if (!open.isEmpty()) {
      Group group = open.peek();
      throw new FormulaException(
          group.position(), "bracket is not closed, '" + group.closing() + "' is missing");
    }
    if (part.isEmpty()) {
      throw new FormulaException(position, "an element or a bracket is missing");
    }
    addAll(total, part, partAmount);
  }

  private void openGroup(char c) {
    if (open.size() == MAXIMUM_DEPTH) {
      throw new FormulaException(
          position, "brackets are nested deeper than " + MAXIMUM_DEPTH + " levels");
    }
    open.push(
        new Group(CLOSING.charAt(OPENING.indexOf(c)), position, new EnumMap<>(Element.class)));
    position++;
  }

  private void closeGroup(char c) {
    if (open.isEmpty()) {
      throw new FormulaException(position, "'" + c + "' closes no bracket");
    }
    Group group = open.pop();
    if (group.closing() != c) {
      throw new FormulaException(
          position, "'" + c + "' found where '" + group.closing() + "' is expected");
    }
    if (group.amounts().isEmpty()) {
      throw new FormulaException(group.position(), "bracket is empty");
    }
    position++;
    skipSpace();
    addAll(current(), group.amounts(), amount().orElse(1.0));
  }

  private void element(char c) {
    if (c < 'A' || c > 'Z') {
      throw new FormulaException(position, "unexpected character '" + c + "'");
    }
    int start = position++;
    if (!atEnd() && text.charAt(position) >= 'a' && text.charAt(position) <= 'z') {
      position++;
    }
    String symbol = text.substring(start, position);
    Element element =
        Element.ofSymbol(symbol)
            .orElseThrow(() -> new FormulaException(start, "unknown element '" + symbol + "'"));
    skipSpace();
    add(current(), element, amount().orElse(1.0));
  }

  /** A decimal number here, if there is one; {@code 1e-4} too: no symbol is just E. */
  private Optional<Double> amount() {
    int start = position;
    digits();
    if (!atEnd() && text.charAt(position) == '.') {
      position++;
      digits();
    }
    if (position == start) {
      return Optional.empty();
    }
    exponent();
    String number = text.substring(start, position);
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new FormulaException(start, "'" + number + "' is not a number");
    }
    if (Double.isInfinite(value)) {
      throw new FormulaException(start, "amount is too large");
    }
    return Optional.of(value);
  }

  private void exponent() {
    Matcher exponent = EXPONENT.matcher(text).region(position, text.length());
    if (exponent.lookingAt()) {
      position = exponent.end();
    }
  }

  private void digits() {
    while (!atEnd() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
      position++;
    }
  }

  private Map<Element, Double> current() {
    return open.isEmpty() ? part : open.peek().amounts();
  }

  private void addAll(Map<Element, Double> target, Map<Element, Double> source, double factor) {
    source.forEach((element, amount) -> add(target, element, amount * factor));
  }

  private void add(Map<Element, Double> target, Element element, double amount) {
    double sum = target.merge(element, amount, Double::sum);
    if (Double.isInfinite(sum)) {
      throw new FormulaException(position, "amount is too large");
    }
  }

  private void skipSpace() {
    while (!atEnd() && text.charAt(position) == ' ') {
      position++;
    }
  }

  private boolean atEnd() {
    return position == text.length();
  }

  private static String subscriptsAsDigits(String formula) {
    StringBuilder plain = new StringBuilder(formula);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c >= '\u2080' && c <= '\u2089') {
        plain.setCharAt(i, (char) ('0' + (c - '\u2080')));
      }
    }
    return plain.toString();
  }
}
