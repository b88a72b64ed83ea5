package io.athanor.allinone.cli;

import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor up}. */
@Command(
    name = "up",
    description =
        "Runs the whole engine in this process, for people who bring their own instruments: broker,"
            + " schema registry, perception, inference worker, acquisition and door, on loopback,"
            + " with data that is kept. Ctrl-C closes it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class UpCommand implements Callable<Integer> {
  private static final double MILLIS = 1000.0;

  @Mixin private EngineOptions options;

  @Option(names = "--check", description = "Ends as soon as everything is ready.")
  private boolean check;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    Path log =
        System.console() == null
            ? Logging.toFileAndConsole(settings, options.directory())
            : Logging.toFile(settings, options.directory());
    Duration grace = settings.get(EngineSettings.CLOSE_TIMEOUT).plusSeconds(5);
    return Interruptible.run(grace, stop -> run(settings, log, stop));
  }

  private int run(Settings settings, Path log, CompletableFuture<Void> stop) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Athanor " + Main.version() + ", data in " + options.directory().toAbsolutePath());
    long begin = System.nanoTime();
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    try (Engine engine = Engine.start(options.config(settings), new StartProgress(out))) {
      engine.onFailure(ended::complete);
      double took = Duration.ofNanos(System.nanoTime() - begin).toMillis() / MILLIS;
      out.println(String.format(Locale.ROOT, "Ready in %.1f s; Ctrl-C ends it.", took));
      addresses(engine, out);
      out.println("  log         " + log);
      out.flush();
      if (!check) {
        CompletableFuture.anyOf(stop, ended).join();
      }
    }
    if (ended.isDone()) {
      spec.commandLine().getErr().println("athanor: " + ended.join().getMessage());
      return Main.FAILURE;
    }
    return 0;
  }

  private static void addresses(Engine engine, PrintWriter out) {
    engine.door().ifPresent(each -> out.println("  door        " + each + "/"));
    out.println("  Kafka       " + engine.kafka().bootstrapServers());
    out.println("  registry    " + engine.settings().get(KafkaConnection.REGISTRY_URL));
    engine.management().ifPresent(each -> out.println("  management  " + each + "/health/ready"));
  }
}
