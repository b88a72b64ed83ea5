package io.athanor.formats;

import java.util.List;

/**
 * What a file says.
 *
 * @param format name of the format it was read as
 * @param statements in the order of the file, at least one
 * @param remarks what was left out or assumed, each in words for a laboratory person
 */
public record Contents(String format, List<Statement> statements, List<String> remarks) {
  /** Copies the lists and checks that something is said. */
  public Contents {
    statements = List.copyOf(statements);
    remarks = List.copyOf(remarks);
    if (statements.isEmpty()) {
      throw new FormatException(format, "", "holds nothing that is a reading or a structure");
    }
  }
}
