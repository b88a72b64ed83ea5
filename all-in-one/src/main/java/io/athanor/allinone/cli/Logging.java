package io.athanor.allinone.cli;

import io.athanor.allinone.engine.EngineSettings;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Chooses among the appenders of {@code log4j2.xml} by system properties, so it must be called
 * before anything logs.
 */
public final class Logging {
  private static final String PREFIX = "athanor.log.";

  private Logging() {}

  /** For a process whose terminal belongs to people: all into a file, and nothing between. */
  public static Path toFile(Settings settings, Path directory) {
    Path file = directory.toAbsolutePath().resolve("logs").resolve("athanor.log");
    System.setProperty(PREFIX + "file", file.toString());
    choose(settings, "file");
    return file;
  }

  /** For a batch job: all into a file, our own warnings and errors also on the error stream. */
  public static Path toFileAndConsole(Settings settings, Path directory) {
    Path file = toFile(settings, directory);
    System.setProperty(PREFIX + "second", console(settings));
    return file;
  }

  /** For a container: all on the standard error stream. */
  public static void toConsole(Settings settings) {
    choose(settings, console(settings));
  }

  private static String console(Settings settings) {
    return switch (settings.get(EngineSettings.LOG_FORMAT)) {
      case TEXT -> "console";
      case JSON -> "console-json";
    };
  }

  private static void choose(Settings settings, String appender) {
    System.setProperty(PREFIX + "first", appender);
    System.setProperty(
        PREFIX + "level", settings.get(EngineSettings.LOG_LEVEL).name().toLowerCase(Locale.ROOT));
  }
}
