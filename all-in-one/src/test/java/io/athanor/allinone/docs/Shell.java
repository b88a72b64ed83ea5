package io.athanor.allinone.docs;

import io.athanor.allinone.system.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs the pages' blocks as a person would in one folder, with what they print put in its place.
 *
 * @param directory where they run
 * @param places what stands for printed addresses and folders, by what is printed
 * @param environment of the processes
 */
record Shell(Path directory, Map<String, String> places, Map<String, String> environment) {
  private static final long SECONDS = 120;

  /** What came of it. */
  record Outcome(int code, String output) {}

  Shell {
    places = Map.copyOf(places);
    environment = new TreeMap<>(environment);
  }

  /** In a folder that holds an {@code ./athanor} of the classes under test. */
  static Shell in(Path directory, Map<String, String> places, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(directory);
    Path program =
        Files.writeString(
            directory.resolve("athanor"),
            "#!/bin/sh\nexec '" + String.join("' '", Launch.command()) + "' \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Shell(directory, places, environment);
  }

  /** Debian's own Python, which has Debian's modules. */
  static String python() {
    return Files.exists(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  /** Whether a program, or {@code python:MODULE}, is there. */
  boolean has(String need) throws IOException, InterruptedException {
    String module = need.replaceFirst("^python:", "");
    return need.equals(module)
        ? run(List.of("sh", "-c", "command -v " + need)).code() == 0
        : run(List.of(python(), "-c", "import " + module)).code() == 0;
  }

  Outcome run(DocPage.Block block) throws IOException, InterruptedException {
    String code = block.code();
    for (Map.Entry<String, String> place : places.entrySet()) {
      code = code.replace(place.getKey(), place.getValue());
    }
    Path script = Files.writeString(directory.resolve("block"), code);
    return run(
        block.language().equals("python")
            ? List.of(python(), script.toString())
            : List.of("bash", "-eu", "-o", "pipefail", script.toString()));
  }

  private Outcome run(List<String> command) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return new Outcome(
        process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
  }
}
