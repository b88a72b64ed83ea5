package io.athanor.formats.document;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.athanor.formats.SourceFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds the real files, which are not part of the repository. */
public final class DataFiles {
  private DataFiles() {}

  /** A file under the data folder, unpacked; skips the test where there is none. */
  public static SourceFile file(String path) {
    return read(folder().resolve(path));
  }

  /** The files of a folder whose names match a glob, in order of their names, unpacked. */
  public static List<SourceFile> files(String folder, String glob) {
    Path directory = folder().resolve(folder);
    try (Stream<Path> paths = Files.list(directory)) {
      return paths
          .filter(p -> p.getFileSystem().getPathMatcher("glob:" + glob).matches(p.getFileName()))
          .sorted()
          .map(DataFiles::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    Path data =
        Optional.ofNullable(System.getenv("ATHANOR_DATA"))
            .map(Path::of)
            .orElse(Path.of("..", "..", "shared", "data"));
    assumeTrue(
        Files.isDirectory(data),
        "skipped: no data sets in " + data.toAbsolutePath() + "; set ATHANOR_DATA");
    return data;
  }

  private static SourceFile read(Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      String name = path.getFileName().toString();
      if (name.endsWith(".gz")) {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
          return new SourceFile(name.substring(0, name.length() - 3), unpacked.readAllBytes());
        }
      }
      return new SourceFile(name, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
