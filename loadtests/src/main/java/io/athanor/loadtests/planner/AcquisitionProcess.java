package io.athanor.loadtests.planner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code athanor run acquisition} in a process of its own, to be killed. */
final class AcquisitionProcess implements AutoCloseable {
  private final Process process;

  private AcquisitionProcess(Process process) {
    this.process = process;
  }

  /** Starts it with these settings; what it prints goes to a file in the directory. */
  static AcquisitionProcess start(Path directory, List<String> settings) {
    try {
      Path file = directory.resolve("acquisition.properties");
      Files.write(file, settings);
      return new AcquisitionProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "io.athanor.allinone.cli.Main",
                  "run",
                  "acquisition",
                  "--config",
                  file.toString(),
                  "--data-dir",
                  directory.toString())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("acquisition.log").toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
