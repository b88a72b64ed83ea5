package io.athanor.bridge.envelope;

/** The comparison that holds where another does not and both sides are numbers. */
final class Opposite {
  private Opposite() {}

  static String of(String comparison) {
    boolean quoted = false;
    for (int i = 0; i < comparison.length(); i++) {
      char each = comparison.charAt(i);
      if (each == '`') {
        quoted = !quoted;
      } else if (!quoted && (each == '<' || each == '>' || each == '=')) {
        boolean equal = i + 1 < comparison.length() && comparison.charAt(i + 1) == '=';
        String rest = comparison.substring(i + (equal ? 2 : 1));
        return comparison.substring(0, i) + opposite(each, equal) + rest;
      }
    }
    throw new IllegalArgumentException("'" + comparison + "' compares nothing");
  }

  private static String opposite(char sign, boolean equal) {
    return switch (sign) {
      case '<' -> equal ? ">" : ">=";
      case '>' -> equal ? "<" : "<=";
      default -> throw new IllegalArgumentException("equality cannot be forbidden; use < and >");
    };
  }
}
