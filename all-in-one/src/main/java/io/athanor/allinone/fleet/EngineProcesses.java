package io.athanor.allinone.fleet;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.allinone.embedded.Ports;
import io.athanor.allinone.embedded.StartException;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.engine.Part;
import io.athanor.gateway.GatewayConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The engine in processes of its own, on ports that stay over a restart: all in one, or the log,
 * the decider and the door apart, so that each can be killed. No part has a model: nothing that the
 * fleet's campaigns look at needs one.
 */
final class EngineProcesses implements AutoCloseable {
  private static final Set<Part> ABSENT =
      EnumSet.of(Part.MANAGEMENT, Part.INFERENCE_WORKER, Part.TRAINER, Part.GENERATOR);
  private static final int CLOSE_SECONDS = 60;
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path directory;
  private final Map<String, Set<Part>> groups;
  private final Map<String, Process> running = new LinkedHashMap<>();
  private final int kafkaPort = Ports.free();
  private final int registryPort = Ports.free();
  private final int doorPort = Ports.free();
  private Duration spent = Duration.ZERO;
  private int restarts;

  private EngineProcesses(Path directory, Map<String, Set<Part>> groups) {
    this.directory = directory;
    this.groups = groups;
  }

  /** One process. */
  static EngineProcesses whole(Path directory) {
    EnumSet<Part> all = EnumSet.allOf(Part.class);
    all.removeAll(ABSENT);
    return new EngineProcesses(directory, Map.of("engine", all)).start();
  }

  /** A process each for the log, the decider and the door. */
  static EngineProcesses apart(Path directory) {
    Map<String, Set<Part>> groups = new LinkedHashMap<>();
    EnumSet<Part> log = EnumSet.of(Part.BROKER, Part.REGISTRY, Part.TOPICS, Part.STREAMS);
    groups.put("log", log);
    EnumSet<Part> acquisition = EnumSet.allOf(Part.class);
    acquisition.removeAll(log);
    acquisition.removeAll(ABSENT);
    acquisition.remove(Part.GATEWAY);
    groups.put("acquisition", acquisition);
    groups.put("door", EnumSet.of(Part.GATEWAY));
    return new EngineProcesses(directory, groups).start();
  }

  /** Where the door is. */
  URI door() {
    return URI.create("http://127.0.0.1:" + doorPort);
  }

  /** Where the log is. */
  KafkaConnection kafka() {
    return KafkaConnection.of(Settings.of(connection(), EngineSettings.all()));
  }

  /** Kills a process ({@code kill -9}) and starts it again. */
  synchronized void restart(String group) {
    kill(group);
    launch(group);
  }

  /** Kills all processes at once and starts them again. */
  synchronized void restartAll() {
    List.copyOf(groups.keySet()).forEach(this::kill);
    start();
  }

  /** Processes started again. */
  synchronized int restarts() {
    return restarts;
  }

  /** Processor time of all processes so far, the killed ones included. */
  synchronized Duration processorTime() {
    return running.values().stream()
        .map(EngineProcesses::processorTime)
        .reduce(spent, Duration::plus);
  }

  private EngineProcesses start() {
    groups.keySet().forEach(this::launch);
    return this;
  }

  private void kill(String group) {
    Process process = running.remove(group);
    spent = spent.plus(processorTime(process));
    process.destroyForcibly();
    join(process);
    restarts++;
  }

  private static Duration processorTime(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void launch(String group) {
    try {
      Path home = Files.createDirectories(directory.resolve(group));
      Path ready = home.resolve(EngineChild.READY);
      Files.deleteIfExists(ready);
      Path settings = home.resolve("engine.properties");
      Files.write(settings, settings(group).entrySet().stream().map(Object::toString).toList());
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(flags());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(EngineChild.class.getName());
      command.add(home.toString());
      command.add(groups.get(group).stream().map(Part::name).collect(Collectors.joining(",")));
      command.add(settings.toString());
      running.put(
          group,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(directory.resolve(group + ".log").toFile()))
              .start());
      awaitReady(group, ready);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the " + group, e);
    }
  }

  private void awaitReady(String group, Path ready) {
    long giveUp = System.nanoTime() + START.toNanos();
    while (!Files.exists(ready)) {
      if (!running.get(group).isAlive() || System.nanoTime() > giveUp) {
        throw new StartException(
            "the " + group + " did not start; see " + directory.resolve(group + ".log"));
      }
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartException("interrupted", e);
      }
    }
  }

  /** As this process was started, which has the image of the classes with it. */
  private static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> each.startsWith("-X") || each.startsWith("-Dorg.bytedeco"))
        .toList();
  }

  private Map<String, String> connection() {
    return Map.of(
        KafkaConnection.BOOTSTRAP_SERVERS.name(),
        "127.0.0.1:" + kafkaPort,
        KafkaConnection.REGISTRY_URL.name(),
        "http://127.0.0.1:" + registryPort);
  }

  private Map<String, String> settings(String group) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (groups.get(group).contains(Part.BROKER)) {
      settings.put(EngineSettings.KAFKA_PORT.name(), Integer.toString(kafkaPort));
      settings.put(EngineSettings.REGISTRY_PORT.name(), Integer.toString(registryPort));
    } else {
      settings.putAll(connection());
      // a static member's place in its group is free at once after a kill
      settings.put(AcquisitionConfig.INSTANCE_ID.name(), "fleet");
    }
    settings.put(GatewayConfig.PORT.name(), Integer.toString(doorPort));
    settings.put(EngineSettings.LOG_LEVEL.name(), "warn");
    return settings;
  }

  private static void join(Process process) {
    try {
      if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all, the door first. */
  @Override
  public synchronized void close() {
    List<Process> processes = new ArrayList<>(running.values());
    for (int i = processes.size() - 1; i >= 0; i--) {
      try {
        processes.get(i).getOutputStream().close();
      } catch (IOException e) {
        processes.get(i).destroyForcibly();
      }
      join(processes.get(i));
    }
  }
}
