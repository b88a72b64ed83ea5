package io.athanor.allinone.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of a file.
 *
 * @param path where it lies
 * @param format what it was read as, or taken for
 * @param statements how many it makes
 * @param remarks what was left out or assumed
 * @param refusal why it, or something it says, was refused; empty where all went well
 */
record Outcome(
    Path path, String format, int statements, List<String> remarks, Optional<String> refusal) {
  boolean isRead() {
    return refusal.isEmpty();
  }

  /** The reason, or the first remark and how many follow. */
  String words() {
    if (refusal.isPresent()) {
      return "refused: " + refusal.get();
    }
    return switch (remarks.size()) {
      case 0 -> "";
      case 1 -> remarks.get(0);
      default -> remarks.get(0) + " (and " + (remarks.size() - 1) + " more)";
    };
  }
}
