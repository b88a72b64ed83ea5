package io.athanor.allinone.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How {@code ./athanor} starts the program: its flags, jars alone on the class path, and a memory
 * image of the classes that a started engine has. Most of what a process of a minute does without
 * them is to load and compile. The image is made once for these jars and this JDK, by starting an
 * engine and ending it; where that does not work, processes start without.
 */
public final class Launch {
  /** What the processes have in their environment beside their own. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("TF_CPP_MIN_LOG_LEVEL", "2", "MALLOC_ARENA_MAX", "2");

  private static final String MAIN = "io.athanor.allinone.cli.Main";
  private static final long PATIENCE_SECONDS = 300;

  /** The line of the script that all its processes have their flags from. */
  private static final Pattern FLAGS = Pattern.compile("^flags=\"([^$\"]+)\"$", Pattern.MULTILINE);

  private Launch() {}

  /** The words that come before the arguments of {@code ./athanor}. */
  public static List<String> command() {
    List<String> command = new ArrayList<>(java());
    Image.FILE.ifPresent(
        file ->
            command.addAll(
                List.of(
                    "-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")));
    command.addAll(List.of("-cp", classPath(), MAIN));
    return command;
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    // as for the demonstration: over before the optimising compiler pays
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC"));
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    return command;
  }

  private static List<String> flags() {
    try {
      Matcher line = FLAGS.matcher(Files.readString(Path.of("..", "athanor")));
      if (!line.find()) {
        throw new IllegalStateException("no line of flags in ./athanor");
      }
      return List.of(line.group(1).split(" "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tests' own, without the tests. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        entries().filter(each -> !each.endsWith("test-classes")).map(Path::toString).toList());
  }

  private static Stream<Path> entries() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator)).filter(each -> !each.isEmpty()).map(Path::of);
  }

  /** Made when it is first asked for. */
  private static final class Image {
    private static final Optional<Path> FILE = find();

    private static Optional<Path> find() {
      try {
        StringBuilder parts = new StringBuilder(Runtime.version().toString());
        for (String each : classPath().split(File.pathSeparator)) {
          Path part = Path.of(each);
          if (!Files.isRegularFile(part)) {
            return Optional.empty(); // the machine keeps images of jars only
          }
          parts.append('\n').append(part).append(' ').append(Files.size(part));
          parts.append(' ').append(Files.getLastModifiedTime(part).toMillis());
        }
        UUID name = UUID.nameUUIDFromBytes(parts.toString().getBytes(StandardCharsets.UTF_8));
        Path folder = Files.createDirectories(Path.of("target", "class-images").toAbsolutePath());
        Path file = folder.resolve(name + ".jsa");
        if (!Files.exists(file)) {
          make(folder, file);
        }
        return Optional.of(file).filter(Files::exists);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }

    private static void make(Path folder, Path file) throws IOException, InterruptedException {
      clear(folder);
      Path scratch = folder.resolve("engine");
      Path unfinished = folder.resolve("unfinished");
      List<String> command = new ArrayList<>(java());
      command.addAll(
          List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-cp", classPath(), MAIN, "up"));
      command.addAll(List.of("--check", "--data-dir", scratch.toString(), "--port", "0"));
      command.addAll(List.of("--kafka-port", "0", "--registry-port", "0"));
      command.addAll(List.of("--management-port", "0"));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("making.log").toFile());
      builder.environment().putAll(ENVIRONMENT);
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      } else if (process.exitValue() == 0 && Files.exists(unfinished)) {
        Files.move(unfinished, file);
      }
      clear(scratch);
    }

    private static void clear(Path folder) throws IOException {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          List<Path> deepestFirst = files.skip(1).sorted(Comparator.reverseOrder()).toList();
          for (Path each : deepestFirst) {
            Files.delete(each);
          }
        }
      }
    }
  }
}
