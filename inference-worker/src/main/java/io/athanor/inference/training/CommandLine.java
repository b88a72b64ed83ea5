package io.athanor.inference.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code --name value} pairs of the training commands. */
final class CommandLine {
  private final Map<String, String> values;

  private CommandLine(Map<String, String> values) {
    this.values = values;
  }

  /** Reads pairs; an unknown name or a missing value is an error that lists the known names. */
  static CommandLine of(String[] arguments, String... known) {
    Map<String, String> values = new HashMap<>();
    for (int index = 0; index < arguments.length; index += 2) {
      if (!List.of(known).contains(arguments[index]) || index + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "unknown option or missing value: "
                + arguments[index]
                + "; known: "
                + String.join(" ", known));
      }
      values.put(arguments[index], arguments[index + 1]);
    }
    return new CommandLine(values);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int integer(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  /** {@code --data}, {@code ATHANOR_DATA}, or {@code ../shared/data}. */
  Path dataDirectory() {
    Path directory =
        Path.of(text("--data", System.getenv().getOrDefault("ATHANOR_DATA", "../shared/data")));
    if (!Files.isDirectory(directory.resolve("structures"))) {
      throw new IllegalArgumentException("--data: " + directory + " has no structures/");
    }
    return directory;
  }
}
