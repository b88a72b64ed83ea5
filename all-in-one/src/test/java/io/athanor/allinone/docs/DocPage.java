package io.athanor.allinone.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of {@code docs/} that people write, with its blocks of code.
 *
 * @param name its path below docs/
 * @param text all of it
 * @param blocks in the order of the page
 */
record DocPage(String name, String text, List<Block> blocks) {
  /** The repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path DOCS = ROOT.resolve("docs");
  private static final Pattern BLOCK =
      Pattern.compile("((?:<!-- [a-z]+: .*? -->\\n)*)```(\\w*)\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NOTE = Pattern.compile("<!-- ([a-z]+): (.*?) -->");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Pattern COMMAND = Pattern.compile("`?\\./athanor ([a-z][^`\\n#|)]*)");

  /**
   * A block of code.
   *
   * @param language what stands behind the fence
   * @param prints what its output must hold, by the notes above it
   * @param needs programs, or {@code python:MODULE}, without which it cannot run
   */
  record Block(String language, String code, List<String> prints, List<String> needs) {}

  DocPage {
    blocks = List.copyOf(blocks);
  }

  /** All pages but decisions and those that the program writes. */
  static List<DocPage> all() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(DOCS)) {
      files =
          walk.filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.startsWith(DOCS.resolve("adr")))
              .filter(file -> !file.startsWith(DOCS.resolve("reference")))
              .filter(file -> !file.endsWith("configuration.md"))
              .sorted()
              .toList();
    }
    List<DocPage> pages = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      pages.add(
          new DocPage(DOCS.relativize(file).toString().replace('\\', '/'), text, blocks(text)));
    }
    return pages;
  }

  private static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      List<String> prints = new ArrayList<>();
      List<String> needs = new ArrayList<>();
      Matcher notes = NOTE.matcher(matcher.group(1));
      while (notes.find()) {
        switch (notes.group(1)) {
          case "prints" -> prints.add(notes.group(2));
          case "needs" -> needs.add(notes.group(2));
          default -> throw new IllegalArgumentException("no note is called " + notes.group(1));
        }
      }
      blocks.add(new Block(matcher.group(2), matcher.group(3), prints, needs));
    }
    return blocks;
  }

  /** Files it links to. */
  List<Path> links() {
    List<Path> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(text);
    while (matcher.find()) {
      links.add(DOCS.resolve(name).resolveSibling(matcher.group(1)).normalize());
    }
    return links;
  }

  /** Arguments of every {@code ./athanor …} it prints. */
  List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    Matcher matcher = COMMAND.matcher(text);
    while (matcher.find()) {
      commands.add(List.of(matcher.group(1).strip().split("\\s+")));
    }
    return commands;
  }

  @Override
  public String toString() {
    return name;
  }
}
