package io.athanor.allinone.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README as the tests see it. */
final class Readme {
  /** The repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern RUN_AS_PRINTED =
      Pattern.compile(
          "<!-- run by ReadmeST as printed -->\\s*```(\\w+)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Pattern ROOM = Pattern.compile("`([a-z0-9-]+/[A-Za-z0-9/._-]*)`");
  private static final Pattern COMMAND = Pattern.compile("`?\\./athanor ([a-z][^`\\n#|]*)");

  private Readme() {}

  /** A block of code that must run as it stands. */
  record Block(String language, String code) {}

  static String text() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = RUN_AS_PRINTED.matcher(text());
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** Every path it links to or names as a folder or file of the project. */
  static List<String> paths() throws IOException {
    List<String> paths = new ArrayList<>();
    for (Pattern pattern : List.of(LINK, ROOM)) {
      Matcher matcher = pattern.matcher(text());
      while (matcher.find()) {
        paths.add(matcher.group(1));
      }
    }
    return paths.stream().distinct().toList();
  }

  /** Arguments of every {@code ./athanor …} it prints. */
  static List<List<String>> commands() throws IOException {
    List<List<String>> commands = new ArrayList<>();
    Matcher matcher = COMMAND.matcher(text());
    while (matcher.find()) {
      commands.add(List.of(matcher.group(1).strip().split("\\s+")));
    }
    return commands;
  }
}
