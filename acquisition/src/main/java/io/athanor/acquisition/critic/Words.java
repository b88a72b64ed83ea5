package io.athanor.acquisition.critic;

/** Words in lower-case text. */
final class Words {
  private Words() {}

  /** Whether {@code text} holds {@code word} with no letter or digit on either side of it. */
  static boolean holds(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }
}
