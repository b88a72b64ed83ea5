package io.athanor.allinone.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What a new schema of a subject owes to the earlier ones; the names are Confluent's. */
enum Compatibility {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOld;
  private final boolean readByOld;
  private final boolean transitive;

  Compatibility(boolean readsOld, boolean readByOld, boolean transitive) {
    this.readsOld = readsOld;
    this.readByOld = readByOld;
    this.transitive = transitive;
  }

  static Optional<Compatibility> named(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(each -> each.name().equals(wanted)).findFirst();
  }

  /**
   * What stands against {@code candidate}; empty if nothing does.
   *
   * @param earlier the subject's schemas, oldest first
   */
  List<String> problems(List<Schema> earlier, Schema candidate) {
    List<Schema> against =
        transitive || earlier.isEmpty()
            ? earlier
            : earlier.subList(earlier.size() - 1, earlier.size());
    List<String> problems = new ArrayList<>();
    for (Schema each : against) {
      if (readsOld) {
        problems.addAll(unreadable(candidate, each, "the new schema cannot read the old one"));
      }
      if (readByOld) {
        problems.addAll(unreadable(each, candidate, "the old schema cannot read the new one"));
      }
    }
    return List.copyOf(problems);
  }

  private static List<String> unreadable(Schema reader, Schema writer, String sentence) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(each -> sentence + ": " + described(each))
        .toList();
  }

  private static String described(Incompatibility problem) {
    return problem.getType() + " at '" + problem.getLocation() + "', " + problem.getMessage();
  }
}
