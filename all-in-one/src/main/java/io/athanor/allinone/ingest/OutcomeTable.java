package io.athanor.allinone.ingest;

import java.util.ArrayList;
import java.util.List;

/** Outcomes for people: one line per file, and the sums. */
final class OutcomeTable {
  private static final int LONGEST_WORDS = 160;

  private OutcomeTable() {}

  static String of(List<Outcome> outcomes) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"file", "read as", "statements", "remark or reason"});
    long statements = 0;
    int read = 0;
    for (Outcome each : outcomes) {
      rows.add(
          new String[] {
            each.path().toString(),
            each.format(),
            each.isRead() ? Integer.toString(each.statements()) : "-",
            shortened(each.words())
          });
      statements += each.isRead() ? each.statements() : 0;
      read += each.isRead() ? 1 : 0;
    }
    int[] widths = new int[3];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      table.append(line.append(row[3]).toString().stripTrailing()).append('\n');
    }
    return table
        .append(outcomes.size())
        .append(outcomes.size() == 1 ? " file: " : " files: ")
        .append(read)
        .append(" read (")
        .append(statements)
        .append(" statements), ")
        .append(outcomes.size() - read)
        .append(" refused\n")
        .toString();
  }

  private static String shortened(String words) {
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "...";
  }
}
