package io.athanor.gateway.webhook;

import io.athanor.event.DeadLetter;
import io.athanor.event.WebhookRegistered;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.view.View;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a line for each webhook that is registered: one thread, one consumer group and so one place
 * in the log each, that an address which does not answer keeps nobody else waiting. Gateways before
 * the same log share the partitions of each.
 */
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final long LOOK_MILLIS = 500;
  private static final long CLOSE_MILLIS = 5_000;
  private static final String CALLS = "athanor.gateway.webhooks.events";

  private final KafkaConnection kafka;
  private final View view;
  private final EventLog log;
  private final Supplier<Origin> origins;
  private final WebhookConfig config;
  private final MeterRegistry metrics;
  private final SchemaRegistry registry;
  private final HttpSender sender;
  private final Map<String, AvroCodec<?>> codecs = new HashMap<>();
  private final Map<String, LineThread> lines = new HashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "gateway-webhooks"));

  private Webhooks(
      Vertx vertx,
      KafkaConnection kafka,
      View view,
      EventLog log,
      Supplier<Origin> origins,
      WebhookConfig config,
      MeterRegistry metrics) {
    this.kafka = kafka;
    this.view = view;
    this.log = log;
    this.origins = origins;
    this.config = config;
    this.metrics = metrics;
    this.registry = SchemaRegistries.open(kafka.serdes());
    this.sender =
        new HttpSender(
            vertx,
            new Targets(config.privateAddresses()),
            new Secrets(config.secrets()),
            () -> origins.get().now(),
            config.timeout());
    Told.TOPICS.forEach(
        each -> codecs.put(each.name(), new AvroCodec<>(registry, false, each.type())));
  }

  /** Starts to tell what is registered. */
  public static Webhooks start(
      Vertx vertx,
      KafkaConnection kafka,
      View view,
      EventLog log,
      Supplier<Origin> origins,
      WebhookConfig config,
      MeterRegistry metrics) {
    Webhooks webhooks = new Webhooks(vertx, kafka, view, log, origins, config, metrics);
    var unused =
        webhooks.watch.scheduleWithFixedDelay(
            webhooks::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return webhooks;
  }

  @Override
  public void close() {
    watch.shutdownNow();
    try {
      if (!watch.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.atWarn().log("Webhooks are still being looked at");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lines.values().forEach(LineThread::stop);
    lines.values().forEach(each -> each.join(Duration.ofMillis(CLOSE_MILLIS)));
    sender.close();
    registry.close();
  }

  private void look() {
    if (!view.isCaughtUp()) {
      return;
    }
    try {
      Map<String, WebhookRegistered> wanted = new HashMap<>();
      view.webhooks().stream()
          .limit(config.most())
          .forEach(each -> wanted.put(each.getWebhookId(), each));
      lines
          .entrySet()
          .removeIf(
              line -> {
                WebhookRegistered now = wanted.get(line.getKey());
                boolean over = now == null || !line.getValue().isOf(now);
                if (over) {
                  line.getValue().stop();
                  line.getValue().join(Duration.ofMillis(CLOSE_MILLIS));
                }
                return over;
              });
      wanted.forEach((id, webhook) -> lines.computeIfAbsent(id, each -> open(webhook)));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Webhooks could not be looked at, trying again");
    }
  }

  private LineThread open(WebhookRegistered webhook) {
    String id = webhook.getWebhookId();
    WebhookLine.Parts parts =
        new WebhookLine.Parts(
            config.persistence(),
            sender,
            new Told(view),
            this::decode,
            (record, cause) -> setAside(id, record, cause),
            outcome -> metrics.counter(CALLS, "outcome", outcome).increment(),
            () -> origins.get().now(),
            origins.get().random(),
            config.bodyBytes());
    LineThread line = new LineThread(kafka, webhook, parts);
    line.start();
    return line;
  }

  private Optional<SpecificRecord> decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(codecs.get(record.topic()).decode(record.value()));
    } catch (UndecodableException e) {
      return Optional.empty(); // the application whose input it is makes the dead letter
    }
  }

  private boolean setAside(String webhookId, ConsumerRecord<byte[], byte[]> record, String cause) {
    LOG.atWarn()
        .addKeyValue("webhook", webhookId)
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", cause)
        .log("An event could not be told");
    DeadLetter letter = Undelivered.letter(webhookId, record, cause, origins.get().now());
    try {
      log.append(Topics.DEAD_LETTER_GATEWAY, Undelivered.key(record), letter).join();
      return true;
    } catch (CompletionException e) {
      return false; // the log does not take it now
    }
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
