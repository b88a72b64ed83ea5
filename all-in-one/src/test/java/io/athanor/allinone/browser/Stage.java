package io.athanor.allinone.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One engine with its scene, one browser and one album, for all tests that ask for it. */
final class Stage implements AutoCloseable {
  private final Path directory;
  private final Chromium browser;
  private final Album album = new Album(Path.of("target", "browser-report"));
  private final Engine engine;

  private Stage() {
    Path executable = Chromium.installed();
    try {
      directory = Files.createTempDirectory("athanor-browser");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    engine = Engine.start(EngineConfig.onFreePorts(directory, Map.of()), EngineListener.SILENT);
    try {
      Scene.set(engine);
      browser = Chromium.start(executable);
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  URI address() {
    return engine.door().orElseThrow();
  }

  Door door() {
    return new Door(address());
  }

  /** An experiment of the scene's campaign that has an outcome and was chosen by a posterior. */
  String measured() {
    return door()
        .get("/v1/campaigns/" + Scene.CAMPAIGN + "/proposals?state=succeeded")
        .at("/proposals/" + (Scene.BUDGET - 1) + "/experimentId")
        .asText();
  }

  /** A material with a structure. */
  String material() {
    for (JsonNode each : door().get("/v1/materials").path("materials")) {
      if (each.path("hasStructure").asBoolean()) {
        return each.path("candidateId").asText();
      }
    }
    throw new IllegalStateException("no material has a structure");
  }

  /** A model that the log speaks of. */
  String model() {
    return door().get("/v1/models").at("/models/0/name").asText();
  }

  Album album() {
    return album;
  }

  /** A fresh visitor. */
  Tab visit(Scheme scheme) {
    return visit(address(), scheme);
  }

  /** A fresh visitor of another door. */
  Tab visit(URI door, Scheme scheme) {
    return browser.visit(door, scheme);
  }

  @Override
  public void close() {
    album.close();
    browser.close();
    engine.close();
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives tests the stage; the last one's end closes it. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(Stage.class))
          .getOrComputeIfAbsent(Stage.class, unused -> new Stage(), Stage.class);
    }
  }
}
