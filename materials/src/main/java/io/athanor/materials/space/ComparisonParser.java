package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Recursive descent over one comparison. */
final class ComparisonParser {
  private static final int LONGEST = 4_000;
  private static final int DEEPEST = 100;

  private final String field;
  private final String text;
  private final Function<String, Integer> coordinateOf;
  private int at;
  private int depth;

  ComparisonParser(String field, String text, Function<String, Integer> coordinateOf) {
    this.field = field;
    this.text = text;
    this.coordinateOf = coordinateOf;
  }

  Comparison parse() {
    if (text.length() > LONGEST) {
      throw new SpaceException(field, "is longer than " + LONGEST + " characters");
    }
    Expression left = sum();
    Comparison.Sign sign = sign();
    Expression right = sum();
    skipBlanks();
    if (at < text.length()) {
      throw wrong(at, "the comparison should end here, found " + found());
    }
    return new Comparison(text, left, sign, right);
  }

  private Comparison.Sign sign() {
    skipBlanks();
    int start = at;
    char first = peek();
    if (first != '<' && first != '>' && first != '=') {
      throw wrong(start, "expected an operator or one of < <= = >= >, found " + found());
    }
    at++;
    boolean equal = peek() == '=';
    if (equal) {
      at++;
    }
    return switch (first) {
      case '<' -> equal ? Comparison.Sign.AT_MOST : Comparison.Sign.LESS;
      case '>' -> equal ? Comparison.Sign.AT_LEAST : Comparison.Sign.GREATER;
      default -> Comparison.Sign.EQUAL;
    };
  }

  private Expression sum() {
    Expression value = product();
    while (next('+') || next('-')) {
      char operator = text.charAt(at - 1);
      value = new Expression.Binary(operator, value, product());
    }
    return value;
  }

  private Expression product() {
    Expression value = signed();
    while (next('*') || next('/')) {
      char operator = text.charAt(at - 1);
      value = new Expression.Binary(operator, value, signed());
    }
    return value;
  }

  private Expression signed() {
    if (++depth > DEEPEST) {
      throw wrong(at, "is nested more than " + DEEPEST + " deep");
    }
    Expression value;
    if (next('-')) {
      value = new Expression.Binary('-', new Expression.Literal(0), signed());
    } else {
      value = atom();
      if (next('^')) {
        value = new Expression.Binary('^', value, signed());
      }
    }
    depth--;
    return value;
  }

  private Expression atom() {
    skipBlanks();
    int start = at;
    char first = peek();
    if (next('(')) {
      Expression inside = sum();
      close(start);
      return inside;
    }
    if (Character.isDigit(first) || first == '.') {
      return number();
    }
    if (next('`')) {
      int end = text.indexOf('`', at);
      if (end < 0) {
        throw wrong(start, "the back quote is never closed");
      }
      String name = text.substring(at, end);
      at = end + 1;
      return variable(name, start);
    }
    if (Character.isLetter(first) || first == '_') {
      String word = word();
      return next('(') ? call(word, start) : variable(word, start);
    }
    throw wrong(start, "expected a number, a name or a bracket, found " + found());
  }

  private Expression number() {
    int start = at;
    while (Character.isDigit(peek()) || peek() == '.') {
      at++;
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      while (Character.isDigit(peek())) {
        at++;
      }
    }
    try {
      double value = Double.parseDouble(text.substring(start, at));
      if (Double.isFinite(value)) {
        return new Expression.Literal(value);
      }
    } catch (NumberFormatException e) {
      throw (SpaceException)
          wrong(start, "'" + text.substring(start, at) + "' is not a number").initCause(e);
    }
    throw wrong(start, "'" + text.substring(start, at) + "' is too large for a number");
  }

  private Expression call(String word, int start) {
    Expression.Function function;
    try {
      function = Expression.Function.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw (SpaceException)
          wrong(start, "there is no function '" + word + "': min max abs sqrt exp log")
              .initCause(e);
    }
    List<Expression> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (next(','));
    close(start);
    boolean several = function == Expression.Function.MIN || function == Expression.Function.MAX;
    if (several == (arguments.size() == 1)) {
      throw wrong(start, word + (several ? " needs at least two values" : " takes one value"));
    }
    return new Expression.Call(function, arguments);
  }

  private Expression variable(String name, int start) {
    Integer index = coordinateOf.apply(name);
    if (index == null) {
      throw wrong(start, "'" + name + "' is no numeric parameter of this space");
    }
    return new Expression.Variable(name, index);
  }

  private String word() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_') {
      at++;
    }
    return text.substring(start, at);
  }

  private void close(int opened) {
    if (!next(')')) {
      throw wrong(
          at, "expected ')' for what opens at character " + (opened + 1) + ", found " + found());
    }
  }

  private boolean next(char wanted) {
    skipBlanks();
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private String found() {
    return at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
  }

  private SpaceException wrong(int position, String reason) {
    return new SpaceException(field, "character " + (position + 1) + ": " + reason);
  }
}
