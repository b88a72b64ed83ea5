package io.athanor.acquisition.analysis;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.topology.EventCodecs;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes inquiries from the log and writes their answers to it. An inquiry is done when its answer
 * is acknowledged: after a kill it is answered again, and the first answer counts. Why is asked by
 * people who wait, so that it has a lane of its own beside the long ones.
 */
public final class InquiryDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InquiryDesk.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PAUSE_NANOS = 200_000_000;

  /** Inquiries in hand before no more are taken. */
  private static final int MOST_OPEN = 64;

  private final AcquisitionConfig config;
  private final Analyst analyst;
  private final MeterRegistry metrics;
  private final SchemaRegistry registry;
  private final EventCodecs codecs;
  private final AvroCodec<InquiryOpened> opened;
  private final AvroCodec<InquiryAnswered> answered;
  private final JournalReader journals;
  private final OpenWork work = new OpenWork();
  private final ExecutorService quick = lane("athanor-analyst-why");
  private final ExecutorService slow = lane("athanor-analyst-long");
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private volatile boolean open;
  private volatile boolean closed;

  /** Not served yet. */
  public InquiryDesk(AcquisitionConfig config, Analyst analyst, MeterRegistry metrics) {
    this.config = config;
    this.analyst = analyst;
    this.metrics = metrics;
    this.registry = SchemaRegistries.open(config.connection().serdes());
    this.codecs = new EventCodecs(config.connection().serdes());
    this.opened = new AvroCodec<>(registry, false, InquiryOpened.class);
    this.answered =
        new AvroCodec<>(
            registry, config.connection().serdes().autoRegister(), InquiryAnswered.class);
    this.journals = new JournalReader(config, codecs);
    this.consumer = DeskClients.consumer(config, group(config));
    this.producer = DeskClients.producer(config);
  }

  /** Consumer group. */
  public static String group(AcquisitionConfig config) {
    return config.applicationId() + "-analyst";
  }

  /** Whether it has its partitions. */
  public boolean isOpen() {
    return open;
  }

  /** Serves until it is closed; whatever fails is thrown. */
  public void serve() {
    try {
      consumer.subscribe(List.of(Topics.INQUIRY_OPENED.name()), new Partitions());
      while (!closed) {
        consumer.poll(POLL).forEach(this::take);
        if (failure.get() != null) {
          throw failure.get();
        }
        commit();
        if (work.size() > MOST_OPEN) {
          consumer.pause(consumer.assignment());
        } else {
          consumer.resume(consumer.paused());
        }
      }
    } finally {
      open = false;
      end();
    }
  }

  /** Asks {@link #serve} to end, which it does at its next poll. */
  @Override
  public void close() {
    closed = true;
  }

  /**
   * What cannot be committed now is answered again after a restart, and the first answer counts.
   */
  private void commit() {
    try {
      consumer.commitSync(work.committable());
    } catch (RetriableException | CommitFailedException e) {
      LOG.atWarn().addKeyValue("reason", e.toString()).log("Inquiries done were not committed");
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> incoming) {
    TopicPartition partition = new TopicPartition(incoming.topic(), incoming.partition());
    work.taken(partition, incoming.offset());
    InquiryOpened inquiry;
    try {
      inquiry = opened.decode(incoming.value());
    } catch (UndecodableException e) {
      // the gateway writes no such thing; whoever did waits for nothing that has a name
      LOG.atWarn()
          .addKeyValue("topic", incoming.topic())
          .addKeyValue("partition", incoming.partition())
          .addKeyValue("offset", incoming.offset())
          .log("Passed over what is no inquiry");
      work.done(partition, incoming.offset());
      return;
    }
    ExecutorService lane = inquiry.getKind() == InquiryKind.WHY ? quick : slow;
    try {
      lane.execute(() -> answer(inquiry, partition, incoming.offset()));
    } catch (RejectedExecutionException e) {
      LOG.atDebug().log("Closing: an inquiry is left for the next start");
    }
  }

  private void answer(InquiryOpened inquiry, TopicPartition partition, long offset) {
    Timer.Sample sample = Timer.start(metrics);
    try {
      byte[] answer = answer(inquiry, partition);
      // closing interrupts: what came of that is no answer, and the first one counts
      if (!quick.isShutdown()) {
        write(inquiry, answer, () -> work.done(partition, offset));
      }
    } catch (RuntimeException | Error e) {
      fail(new IllegalStateException("an inquiry could not be answered", e));
    } finally {
      sample.stop(
          metrics.timer(
              "athanor.analyst.inquiries",
              "kind",
              inquiry.getKind().name().toLowerCase(Locale.ROOT)));
    }
  }

  /** The answer, encoded; an outage is waited out. */
  private byte[] answer(InquiryOpened inquiry, TopicPartition partition) {
    while (true) {
      try {
        InquiryAnswered answer =
            analyst.answer(
                inquiry,
                asked ->
                    journals.read(asked.getCampaignId(), OptionalInt.of(partition.partition())));
        return answered.encode(Topics.INQUIRY_ANSWERED.name(), answer);
      } catch (RetriableException e) {
        if (closed) {
          throw e;
        }
        LOG.atWarn().addKeyValue("reason", e.toString()).log("The log cannot be read yet");
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void write(InquiryOpened inquiry, byte[] answer, Runnable done) {
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.INQUIRY_ANSWERED.name(), inquiry.getCampaignId(), answer),
            (metadata, problem) -> {
              if (problem == null) {
                done.run();
              } else {
                fail(new IllegalStateException("no answer written", problem));
              }
            });
    LOG.atInfo()
        .addKeyValue("inquiryId", inquiry.getInquiryId())
        .addKeyValue("campaignId", inquiry.getCampaignId())
        .addKeyValue("kind", inquiry.getKind())
        .log("Answered an inquiry");
  }

  private void fail(RuntimeException cause) {
    if (!closed) {
      failure.compareAndSet(null, cause);
    }
  }

  private void end() {
    quick.shutdownNow();
    slow.shutdownNow();
    producer.close(config.closeTimeout());
    consumer.close();
    codecs.close();
    registry.close();
  }

  private static ExecutorService lane(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private final class Partitions implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      open = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit();
      partitions.forEach(work::lost);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      partitions.forEach(work::lost);
    }
  }
}
