package io.athanor.allinone.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft, broker and controller in one node) in this process, on loopback. Its
 * directory is formatted on first use and kept: a restart, also after a kill, finds the same
 * cluster and the same records. A fatal fault inside the broker ends the process, as it would end a
 * broker of its own.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final String CONTROLLER = "CONTROLLER";
  private static final String META = "meta.properties";

  /** Written by a broker that was stopped in order, removed by its next start. */
  private static final String CLEAN = ".kafka_cleanshutdown";

  private final Config config;
  private final DirectoryLock lock;
  private final KafkaRaftServer server;
  private final String clusterId;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Where and how.
   *
   * @param directory kept between starts; one process at a time
   * @param port of the broker on loopback, 0 for any free one
   * @param closeTimeout how long {@link #close} may take
   * @param secured a second listener; empty for none
   */
  public record Config(Path directory, int port, Duration closeTimeout, Optional<Secured> secured) {
    private static final int PORTS = 65_536;

    /** Checks the fields. */
    public Config {
      directory = directory.toAbsolutePath().normalize();
      Objects.requireNonNull(closeTimeout, "closeTimeout");
      if (port < 0 || port >= PORTS) {
        throw new IllegalArgumentException("port is " + port);
      }
    }

    /** With the plain listener only. */
    public Config(Path directory, int port, Duration closeTimeout) {
      this(directory, port, closeTimeout, Optional.empty());
    }

    /** On any free port. */
    public static Config in(Path directory) {
      return new Config(directory, 0, Duration.ofSeconds(15));
    }
  }

  /**
   * A second listener on loopback, over TLS, for clients that show a name and a password
   * (SCRAM-SHA-512; the users are made with Kafka's own tools).
   *
   * @param port where it listens
   * @param keyStore PEM file with a private key (PKCS #8) and its certificate chain
   */
  public record Secured(int port, Path keyStore) {}

  private EmbeddedKafka(
      Config config, DirectoryLock lock, KafkaRaftServer server, String clusterId, int port) {
    this.config = config;
    this.lock = lock;
    this.server = server;
    this.clusterId = clusterId;
    this.port = port;
  }

  /**
   * Formats the directory where needed and starts the broker; when this returns it answers.
   *
   * @throws StartException naming the port or the directory that is in use
   */
  public static EmbeddedKafka start(Config config) {
    DirectoryLock lock = DirectoryLock.take(config.directory());
    try {
      int port = Ports.claim(config.port(), "Kafka broker");
      Path data = config.directory().resolve("log");
      boolean killed = Files.exists(data.resolve(META)) && !Files.exists(data.resolve(CLEAN));
      String clusterId = format(data);
      Properties properties = BrokerProperties.of(data, port, controllerPort(port));
      config.secured().ifPresent(each -> BrokerProperties.secure(properties, each));
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      startUp(server);
      if (killed) {
        LostMarkers.restore(port, LostMarkers.partitionsIn(data));
      }
      LOG.atInfo().addKeyValue("port", port).log("Embedded broker is up");
      return new EmbeddedKafka(config, lock, server, clusterId, port);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e instanceof StartException known
          ? known
          : new StartException("the Kafka broker did not start: " + e.getMessage(), e);
    }
  }

  /** Address for clients. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  /** The same over the life of the directory. */
  public String clusterId() {
    return clusterId;
  }

  /** Stops the broker, in the configured time at most. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Thread stopper = new Thread(this::stop, "embedded-kafka-stop");
    stopper.setDaemon(true);
    stopper.start();
    try {
      stopper.join(config.closeTimeout().toMillis());
      if (stopper.isAlive()) {
        LOG.atWarn()
            .addKeyValue("durationMillis", config.closeTimeout().toMillis())
            .log("Embedded broker did not stop in time; its directory recovers on the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.close();
    }
  }

  private void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static int controllerPort(int brokerPort) {
    int port = Ports.free();
    return port == brokerPort ? Ports.free() : port;
  }

  private static void startUp(KafkaRaftServer server) {
    try {
      server.startup();
    } catch (RuntimeException e) {
      try {
        server.shutdown();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Formats {@code data} unless it is, and gives its cluster id. */
  private static String format(Path data) {
    Path meta = data.resolve(META);
    try {
      Files.createDirectories(data);
      if (!Files.exists(meta)) {
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(1)
            .setClusterId(Uuid.randomUuid().toString())
            .setControllerListenerName(CONTROLLER)
            .setMetadataLogDirectory(data.toString())
            .addDirectory(data.toString())
            .setIgnoreFormatted(true)
            .run();
      }
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(meta, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      return properties.getProperty("cluster.id");
    } catch (IOException e) {
      throw new StartException("broker directory " + data + " cannot be used: " + e, e);
    } catch (Exception e) { // Formatter.run declares Exception
      throw new StartException("broker directory " + data + " cannot be formatted: " + e, e);
    }
  }
}
