package io.athanor.allinone.predict;

import io.athanor.allinone.ingest.Found;
import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Structures of files, one after the other: JSON lines of any length as a stream, every other
 * format whole.
 */
final class StructureFiles {
  private static final int MOST_LINE_BYTES = 8 * 1024 * 1024;

  private StructureFiles() {}

  /**
   * Hands over what a file holds, in its order.
   *
   * @param remarks what the reader left out or assumed
   * @throws FormatException where it cannot be read, or only to that point
   */
  static void read(Path file, Consumer<Item> structures, Consumer<String> remarks) {
    if (isLines(file)) {
      lines(file, structures);
      return;
    }
    Contents contents = Formats.read(Found.read(file).file());
    List<Item> items = contents.statements().stream().flatMap(StructureRecord::items).toList();
    if (items.isEmpty()) {
      throw new FormatException(contents.format(), "", "holds no structure");
    }
    items.forEach(structures);
    contents.remarks().forEach(remarks);
  }

  private static boolean isLines(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
    return name.endsWith(".jsonl") || name.endsWith(".ndjson");
  }

  private static void lines(Path file, Consumer<Item> structures) {
    String name = file.getFileName().toString();
    try (BoundedLines lines = new BoundedLines(Files.newInputStream(file), MOST_LINE_BYTES)) {
      for (Optional<BoundedLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
        BoundedLines.Line line = next.get();
        String place = name + ":" + line.number();
        if (line.tooLong()) {
          structures.accept(
              new Item(
                  place,
                  new Item.Unreadable(
                      "has more than the " + MOST_LINE_BYTES + " bytes of a line")));
        } else {
          StructureRecord.of(place, line.bytes()).forEach(structures);
        }
      }
    } catch (NoSuchFileException e) {
      throw new FormatException("file", "", "is not there");
    } catch (IOException e) {
      throw new FormatException("file", "", "cannot be read to its end: " + e.getMessage());
    }
  }
}
