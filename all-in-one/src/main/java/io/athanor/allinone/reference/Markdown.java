package io.athanor.allinone.reference;

import java.util.List;
import java.util.Locale;

/** Pieces of a page of Markdown. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  Markdown heading(int level, String title) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append("#".repeat(level)).append(' ').append(title).append("\n");
    return this;
  }

  /** A paragraph; nothing where it is empty. */
  Markdown paragraph(String words) {
    if (!words.isBlank()) {
      text.append('\n').append(words.strip()).append('\n');
    }
    return this;
  }

  Markdown fenced(String language, String code) {
    text.append("\n```").append(language).append('\n').append(code.stripTrailing());
    text.append("\n```\n");
    return this;
  }

  /** A table; nothing where it has no rows. */
  Markdown table(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    text.append('\n');
    row(head);
    text.append("|---".repeat(head.size())).append("|\n");
    rows.forEach(this::row);
    return this;
  }

  private void row(List<String> cells) {
    for (String each : cells) {
      text.append("| ").append(cell(each)).append(' ');
    }
    text.append("|\n");
  }

  private static String cell(String words) {
    return words.strip().replace("|", "\\|").replaceAll("\\s*\\n\\s*", " ");
  }

  /** As code; nothing where it is empty. */
  static String code(String words) {
    return words.isEmpty() ? "" : "`" + words + "`";
  }

  /** The target of a link to a heading. */
  static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
