package io.athanor.allinone.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code athanor} in a process of its own, as {@code ./athanor} starts it. */
public final class ChildAthanor implements AutoCloseable {
  private final Process process;
  private final Path output;

  private ChildAthanor(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it; what it prints is kept in {@code output}. */
  public static ChildAthanor start(Path output, List<String> arguments) {
    List<String> command = new ArrayList<>(Launch.command());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(Launch.ENVIRONMENT);
    try {
      return new ChildAthanor(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, as an orchestrator does, and gives the exit code. */
  public int terminate(Duration atMost) throws InterruptedException {
    process.destroy();
    return await(atMost);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Waits for the end and gives the exit code. */
  public int await(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + atMost + ":\n" + printed());
    }
    return process.exitValue();
  }

  /** What it printed so far. */
  public String printed() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
