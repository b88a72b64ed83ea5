package io.athanor.allinone.bridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.allinone.cli.Logging;
import io.athanor.allinone.cli.Main;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.bridge.conformance.Conformance;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor envelope}: tries a bridge with orders of every wrong kind. */
@Command(
    name = "envelope",
    mixinStandardHelpOptions = true,
    description =
        "Tries a bridge under an envelope with orders of every wrong kind (forged, replayed,"
            + " expired, out of range by the last bit, in wrong units, under names that look"
            + " alike), lets it die at every point, and has an oracle at the simulated device,"
            + " which shares no code with the envelope, judge what was carried out. Three bridges"
            + " that are broken on purpose must be found out. Exit code 1 where anything was"
            + " carried out that must not, or a broken bridge was not found out.")
public final class EnvelopeCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The envelope, YAML. Default: that of a furnace, as an example.")
  private Path file;

  @Option(names = "--orders", defaultValue = "1000000", description = "In this process.")
  private long orders;

  @Option(
      names = "--signed-orders",
      defaultValue = "50000",
      description =
          "How many of these under Ed25519, which takes most of the time; the others are sealed by"
              + " a stand-in.")
  private long signedOrders;

  @Option(
      names = "--process-orders",
      defaultValue = "20000",
      description = "Through a robot in a process of its own.")
  private long processOrders;

  @Option(names = "--lives", defaultValue = "500", description = "Of a bridge that dies.")
  private int lives;

  @Option(names = "--seed", defaultValue = "1", description = "Of everything.")
  private long seed;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "At a time; the figures do not depend on it.")
  private int threads;

  @Option(names = "--report", paramLabel = "FILE", description = "The evidence, as JSON.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Settings settings =
        Settings.load(Optional.empty(), System.getenv(), EngineSettings.all())
            .with(EngineSettings.LOG_LEVEL, "error");
    Logging.toConsole(settings);
    Conformance conformance;
    try {
      conformance =
          new Conformance(
              contract(),
              new Conformance.Plan(orders, signedOrders, processOrders, lives, seed, threads));
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("athanor envelope: " + e.getMessage());
      return WRONG;
    }
    long begun = System.nanoTime();
    Map<String, Object> evidence = conformance.run(progress());
    evidence.put("seconds", (System.nanoTime() - begun) / 1e9);
    evidence.put("version", Main.version());
    evidence.put("java", Runtime.version().toString());
    evidence.put(
        "replay",
        "athanor envelope%s --orders %d --signed-orders %d --process-orders %d --lives %d --seed %d"
            .formatted(
                file == null ? "" : " --config " + file.getFileName(),
                orders,
                signedOrders,
                processOrders,
                lives,
                seed));
    PrintWriter out = spec.commandLine().getOut();
    evidence.forEach((name, value) -> out.println(name + ": " + value));
    if (report != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(report.toFile(), evidence);
    }
    return Boolean.TRUE.equals(evidence.get("conforms")) ? 0 : Main.FAILURE;
  }

  private String contract() throws IOException {
    if (file != null) {
      return Files.readString(file, StandardCharsets.UTF_8);
    }
    try (InputStream in = Conformance.class.getResourceAsStream("furnace.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private java.util.function.LongConsumer progress() {
    PrintWriter err = spec.commandLine().getErr();
    return done -> {
      if (done % 50_000 == 0) {
        err.println(done + " orders");
        err.flush();
      }
    };
  }
}
