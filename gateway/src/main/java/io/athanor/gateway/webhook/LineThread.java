package io.athanor.gateway.webhook;

import io.athanor.event.WebhookRegistered;
import io.athanor.schemas.settings.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one webhook: follows the log in a consumer group of its own. */
final class LineThread {
  private static final Logger LOG = LoggerFactory.getLogger(LineThread.class);
  private static final Duration TURN = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 1_000;
  private static final int MOST_RECORDS = 20;
  private static final int POLL_MILLIS = 600_000;
  private static final String GROUP = "athanor-gateway-webhook-";

  private final KafkaConnection kafka;
  private final WebhookRegistered webhook;
  private final WebhookLine.Parts parts;
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> open;
  private volatile boolean closing;

  LineThread(KafkaConnection kafka, WebhookRegistered webhook, WebhookLine.Parts parts) {
    this.kafka = kafka;
    this.webhook = webhook;
    this.parts = parts;
    this.thread = Webhooks.daemon(this::run, "gateway-webhook-" + webhook.getWebhookId());
  }

  void start() {
    thread.start();
  }

  /** Whether it tells this registration and not an older one. */
  boolean isOf(WebhookRegistered registration) {
    return webhook.getMeta().getId().equals(registration.getMeta().getId());
  }

  void stop() {
    closing = true;
    Consumer<byte[], byte[]> reading = open;
    if (reading != null) {
      reading.wakeup();
    }
  }

  void join(Duration longest) {
    try {
      thread.join(longest.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> reading = new KafkaConsumer<>(properties())) {
        open = reading;
        WebhookLine line = new WebhookLine(webhook, reading, parts);
        reading.subscribe(webhook.getEvents(), new Places(reading, line));
        while (!closing) {
          line.turn(TURN);
        }
      } catch (WakeupException e) {
        // closing
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("webhook", webhook.getWebhookId())
            .addKeyValue("reason", e.toString())
            .log("A webhook's events cannot be read, trying again");
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  /** A partition that nobody told from yet is told from the registration on. */
  private final class Places implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> reading;
    private final WebhookLine line;

    Places(Consumer<byte[], byte[]> reading, WebhookLine line) {
      this.reading = reading;
      this.line = line;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      line.revoked(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> known = reading.committed(new HashSet<>(partitions));
      List<TopicPartition> fresh =
          partitions.stream().filter(each -> known.get(each) == null).toList();
      Instant since = webhook.getMeta().getRecordedAt();
      Map<TopicPartition, Long> times = new HashMap<>();
      fresh.forEach(each -> times.put(each, since.toEpochMilli()));
      Map<TopicPartition, OffsetAndTimestamp> found = reading.offsetsForTimes(times);
      Map<TopicPartition, Long> ends = reading.endOffsets(fresh);
      Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
      for (TopicPartition each : fresh) {
        OffsetAndTimestamp first = found.get(each);
        long start = first == null ? ends.get(each) : first.offset();
        reading.seek(each, start);
        starts.put(each, new OffsetAndMetadata(start));
      }
      if (!starts.isEmpty()) {
        // a restart goes on here and not at what was the end by then
        reading.commitSync(starts);
      }
    }
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = kafka.clientProperties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP + webhook.getWebhookId());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_MILLIS);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}
