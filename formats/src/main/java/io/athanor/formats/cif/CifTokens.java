package io.athanor.formats.cif;

import io.athanor.formats.FormatException;
import java.util.Locale;

/**
 * Splits the text of a CIF into tokens by the grammar of CIF 1.1 (Hall, Allen and Brown, Acta
 * Cryst. A 47, 655, 1991; International Tables G, ch. 2.2): white space, comments, quoted strings
 * that end at a quote before white space, text fields between semicolons at the start of a line.
 * One pass, constant memory.
 */
final class CifTokens {
  /** What a token is. */
  enum Kind {
    DATA,
    LOOP,
    TAG,
    VALUE,
    END
  }

  private static final int LONGEST_NAME = 200;

  private final String text;
  private int at;
  private int line = 1;
  private Kind kind = Kind.END;
  private String value = "";
  private boolean quoted;

  CifTokens(String text) {
    this.text = text;
    next();
  }

  /** The kind of the current token. */
  Kind kind() {
    return kind;
  }

  /** Block name, lower-case tag or value of the current token. */
  String value() {
    return value;
  }

  /** Whether a value was quoted: a quoted {@code .} or {@code ?} is text. */
  boolean quoted() {
    return quoted;
  }

  /** Where reading has come to, for messages. */
  String place() {
    return "line " + line;
  }

  FormatException refused(String reason) {
    return new FormatException(CifFormat.NAME, place(), reason);
  }

  /** Goes to the next token. */
  void next() {
    skipBlanks();
    quoted = false;
    value = "";
    if (at >= text.length()) {
      kind = Kind.END;
      return;
    }
    char c = text.charAt(at);
    if (c == ';' && (at == 0 || isBreak(text.charAt(at - 1)))) {
      textField();
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else {
      word();
    }
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        while (at < text.length() && !isBreak(text.charAt(at))) {
          at++;
        }
      } else if (isBlank(c)) {
        line += isLineEnd(at) ? 1 : 0;
        at++;
      } else {
        return;
      }
    }
  }

  private void textField() {
    int start = at + 1;
    at = start;
    while (at < text.length()) {
      if (text.charAt(at) == ';' && at > start && isBreak(text.charAt(at - 1))) {
        kind = Kind.VALUE;
        quoted = true;
        value = text.substring(start, at).strip();
        at++;
        return;
      }
      line += isLineEnd(at) ? 1 : 0;
      at++;
    }
    throw refused("the text field that starts with a semicolon has no end");
  }

  private void quoted(char quote) {
    int start = at + 1;
    for (at = start; at < text.length() && !isBreak(text.charAt(at)); at++) {
      boolean last = at + 1 >= text.length() || isBlank(text.charAt(at + 1));
      if (text.charAt(at) == quote && last) {
        kind = Kind.VALUE;
        quoted = true;
        value = text.substring(start, at);
        at++;
        return;
      }
    }
    throw refused("the quoted text has no end on its line");
  }

  private void word() {
    int start = at;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.charAt(0) == '_') {
      kind = Kind.TAG;
      value = lower(word);
    } else if (starts(word, "data_")) {
      kind = Kind.DATA;
      value = word.substring(5);
      if (value.length() > LONGEST_NAME) {
        throw refused("the name of the data block is longer than " + LONGEST_NAME);
      }
    } else if (word.equalsIgnoreCase("loop_")) {
      kind = Kind.LOOP;
    } else if (starts(word, "save_")
        || word.equalsIgnoreCase("global_")
        || word.equalsIgnoreCase("stop_")) {
      throw refused("save_, global_ and stop_ belong to dictionaries, not to data");
    } else {
      kind = Kind.VALUE;
      value = word;
    }
  }

  /** A line feed, or a carriage return without one: each line is counted once. */
  private boolean isLineEnd(int index) {
    char c = text.charAt(index);
    return c == '\n'
        || (c == '\r' && (index + 1 >= text.length() || text.charAt(index + 1) != '\n'));
  }

  private static boolean starts(String word, String prefix) {
    return word.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isBlank(char c) {
    return c <= ' ';
  }
}
