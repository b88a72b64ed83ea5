package io.athanor.allinone.fleet;

import io.athanor.allinone.cli.Logging;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.engine.Part;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Some parts of the engine in a process of their own, to be killed. It ends when its standard input
 * does, so that it never outlives whoever started it.
 */
final class EngineChild {
  /** Name of the file that lies in its directory once all its parts are ready. */
  static final String READY = "ready";

  private EngineChild() {}

  /** Arguments: directory, parts separated by commas, file of settings. */
  public static void main(String[] arguments) throws IOException {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    Arrays.stream(arguments[1].split(",", -1)).map(Part::valueOf).forEach(parts::add);
    Settings settings =
        Settings.load(Optional.of(Path.of(arguments[2])), Map.of(), EngineSettings.all());
    Logging.toConsole(settings);
    try (Engine engine =
        Engine.start(
            new EngineConfig(parts, Path.of(arguments[0]), settings), EngineListener.SILENT)) {
      Files.createFile(Path.of(arguments[0]).resolve(READY));
      engine.onFailure(cause -> Runtime.getRuntime().halt(1));
      while (System.in.read() >= 0) {
        // nothing is said to it
      }
    }
  }
}
