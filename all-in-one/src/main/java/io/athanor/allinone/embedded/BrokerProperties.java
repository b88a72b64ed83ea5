package io.athanor.allinone.embedded;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Broker configuration for one node on one machine: quick to start, quick to recover after a kill,
 * small in memory, quiet when idle. Durability is that of the page cache: records survive the death
 * of the process at any instant, not the loss of power.
 */
final class BrokerProperties {
  private static final int MEBIBYTE = 1 << 20;

  private BrokerProperties() {}

  static Properties of(Path directory, int port, int controllerPort) {
    Properties properties = new Properties();
    identity(properties, directory, port, controllerPort);
    single(properties);
    recovery(properties);
    footprint(properties);
    return properties;
  }

  /** Adds a listener that asks for a password over TLS. */
  static void secure(Properties properties, EmbeddedKafka.Secured secured) {
    String listener = ",SASL_SSL://" + Ports.LOOPBACK + ":" + secured.port();
    String own = "listener.name.sasl_ssl.";
    properties.merge("listeners", listener, (one, two) -> one.toString() + two);
    properties.merge("advertised.listeners", listener, (one, two) -> one.toString() + two);
    properties.merge(
        "listener.security.protocol.map", ",SASL_SSL:SASL_SSL", (one, two) -> one.toString() + two);
    properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    properties.put(
        own + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    properties.put(own + "ssl.keystore.type", "PEM");
    properties.put(own + "ssl.keystore.location", secured.keyStore().toString());
  }

  private static void identity(Properties properties, Path directory, int port, int controller) {
    String loopback = Ports.LOOPBACK;
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@" + loopback + ":" + controller);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put(
        "listeners",
        "PLAINTEXT://" + loopback + ":" + port + ",CONTROLLER://" + loopback + ":" + controller);
    properties.put("advertised.listeners", "PLAINTEXT://" + loopback + ":" + port);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("log.dirs", directory.toString());
    // a misspelt topic must be an error, not a new topic
    properties.put("auto.create.topics.enable", "false");
    properties.put("message.max.bytes", Integer.toString(9 * MEBIBYTE));
  }

  /** Internal topics on one node. */
  private static void single(Properties properties) {
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
  }

  /**
   * After a kill the broker waits until its own former registration has expired (default 9 s), a
   * transaction of a dead producer stays open until it is swept (default every 10 s), and a group
   * waits for its dead members (default 45 s).
   */
  private static void recovery(Properties properties) {
    properties.put("broker.session.timeout.ms", "2000");
    properties.put("broker.heartbeat.interval.ms", "400");
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.min.session.timeout.ms", "1000");
    properties.put("group.consumer.session.timeout.ms", "6000");
    properties.put("group.consumer.min.session.timeout.ms", "3000");
    properties.put("group.consumer.heartbeat.interval.ms", "1000");
    properties.put("group.consumer.min.heartbeat.interval.ms", "500");
    properties.put("group.streams.session.timeout.ms", "6000");
    properties.put("group.streams.min.session.timeout.ms", "3000");
    properties.put("group.streams.heartbeat.interval.ms", "1000");
    properties.put("group.streams.min.heartbeat.interval.ms", "500");
    properties.put("num.recovery.threads.per.data.dir", "2");
  }

  private static void footprint(Properties properties) {
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    properties.put("group.coordinator.threads", "1");
    properties.put("share.coordinator.threads", "1");
    properties.put("log.cleaner.threads", "1");
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * MEBIBYTE));
    properties.put("log.segment.bytes", Integer.toString(128 * MEBIBYTE));
    properties.put("log.index.size.max.bytes", Integer.toString(MEBIBYTE));
    properties.put("offsets.topic.segment.bytes", Integer.toString(16 * MEBIBYTE));
    properties.put("transaction.state.log.segment.bytes", Integer.toString(16 * MEBIBYTE));
    // no-op records twice a second are for clusters whose lag is watched
    properties.put("metadata.max.idle.interval.ms", "0");
  }
}
