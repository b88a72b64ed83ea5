package io.athanor.allinone.ingest;

import io.athanor.formats.FormatException;
import io.athanor.formats.Formats;
import io.athanor.formats.SourceFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files on disk. */
public final class Found {
  private Found() {}

  /** A file and when it was last written. */
  public record Content(SourceFile file, Instant modified) {}

  /** The paths themselves, and for a directory all files in it, sorted. */
  public static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(within(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /**
   * A file, whole.
   *
   * @throws FormatException if there is none, or it is too large to be a measurement
   */
  public static Content read(Path path) {
    try {
      long size = Files.size(path);
      if (size > Formats.MOST_BYTES) {
        throw new FormatException(
            "file", "", "has " + size + " bytes, the most is " + Formats.MOST_BYTES);
      }
      return new Content(
          new SourceFile(path.getFileName().toString(), Files.readAllBytes(path)),
          Files.getLastModifiedTime(path).toInstant());
    } catch (NoSuchFileException e) {
      throw new FormatException("file", "", "is not there");
    } catch (IOException e) {
      throw new FormatException("file", "", "cannot be read: " + e.getMessage());
    }
  }

  private static List<Path> within(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            files.add(file); // said when it is read
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }
}
