package io.athanor.allinone.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes reports so that nobody ever reads half of one. */
public final class ReportFile {
  private ReportFile() {}

  /** Writes {@code report}, maps and lists or a tree, as JSON. */
  public static void write(Path file, Object report) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), ".report", ".json");
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(part.toFile(), report);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + target, e);
    }
  }
}
