package io.athanor.inference.worker;

import io.athanor.inference.batch.MicroBatcher;
import io.athanor.schemas.serde.RegistryUnavailableException;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prediction thread: batch by batch, score by the versions that are wanted, then publish
 * results and offsets in one transaction. A registry outage keeps the batch and tries again; a
 * failed transaction is settled by a fresh producer and the poller seeks back; a fenced producer
 * means another process has our identity, and stops the worker.
 */
final class Reasoner {
  private static final Logger LOG = LoggerFactory.getLogger(Reasoner.class);
  private static final Duration BACKOFF = Duration.ofMillis(500);

  private final MicroBatcher<Pending> queue;
  private final Assignment assignment;
  private final Supplier<ConsumerGroupMetadata> group;
  private final Answerer answerer;
  private final Codecs codecs;
  private final Publisher publisher;
  private final WorkerMetrics metrics;

  Reasoner(
      MicroBatcher<Pending> queue,
      Assignment assignment,
      Supplier<ConsumerGroupMetadata> group,
      Answerer answerer,
      Codecs codecs,
      Publisher publisher,
      WorkerMetrics metrics) {
    this.queue = queue;
    this.assignment = assignment;
    this.group = group;
    this.answerer = answerer;
    this.codecs = codecs;
    this.publisher = publisher;
    this.metrics = metrics;
  }

  /** Runs until the queue is closed and empty; an error that retrying cannot cure comes out. */
  void run() throws InterruptedException {
    for (List<Pending> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
      List<Answer> answers = answers(batch);
      if (answers.isEmpty()) {
        return;
      }
      publish(answers);
    }
  }

  /** A request and the encoded answer to it. */
  private record Answer(Pending pending, Outcome outcome, ProducerRecord<byte[], byte[]> record) {}

  /** Answers of a batch, or nothing if the worker closes while the registry is away. */
  private List<Answer> answers(List<Pending> batch) throws InterruptedException {
    metrics.batch(batch.size());
    while (true) {
      try {
        return encoded(batch);
      } catch (RegistryUnavailableException cause) {
        metrics.retried();
        LOG.atWarn()
            .addKeyValue("count", batch.size())
            .addKeyValue("reason", cause.getMessage())
            .log("No schema registry answers, keeping the batch");
        if (queue.awaitClosed(BACKOFF)) {
          return List.of();
        }
      }
    }
  }

  private List<Answer> encoded(List<Pending> batch) {
    List<byte[]> values = batch.stream().map(each -> each.record().value()).toList();
    List<Answerer.Signed> signed = metrics.scoring().record(() -> answerer.answer(values));
    List<Answer> answers = new ArrayList<>();
    for (int index = 0; index < batch.size(); index++) {
      Answerer.Signed each = signed.get(index);
      answers.add(answer(batch.get(index), each.outcome(), each.events()));
    }
    return answers;
  }

  private Answer answer(Pending pending, Outcome outcome, EventWriter events) {
    if (outcome instanceof Outcome.Scored scored) {
      String topic = Topics.PREDICTION_MADE.name();
      byte[] key = scored.request().getCandidateId().getBytes(StandardCharsets.UTF_8);
      byte[] value = codecs.predictions().encode(topic, events.prediction(scored));
      return new Answer(pending, outcome, new ProducerRecord<>(topic, key, value));
    }
    Outcome.Refused refused = (Outcome.Refused) outcome;
    String topic = Topics.DEAD_LETTER_INFERENCE_WORKER.name();
    byte[] value = codecs.deadLetters().encode(topic, events.deadLetter(pending.record(), refused));
    return new Answer(pending, outcome, new ProducerRecord<>(topic, pending.record().key(), value));
  }

  private void publish(List<Answer> answers) throws InterruptedException {
    try {
      metrics.committing().record(() -> assignment.whileHeld(() -> commit(answers)));
    } catch (ProducerFencedException | AuthorizationException cause) {
      throw cause;
    } catch (KafkaException cause) {
      LOG.atWarn().setCause(cause).log("Publishing predictions failed, going back");
      recover();
    }
  }

  private void commit(List<Answer> answers) {
    List<Answer> current =
        answers.stream()
            .filter(
                answer ->
                    assignment.isCurrent(answer.pending().partition(), answer.pending().epoch()))
            .toList();
    if (current.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Answer answer : current) {
      // in order within a partition: the last one wins
      offsets.put(
          answer.pending().partition(),
          new OffsetAndMetadata(answer.pending().record().offset() + 1));
    }
    publisher.commit(current.stream().map(Answer::record).toList(), offsets, group.get());
    current.forEach(answer -> report(answer.pending(), answer.outcome()));
  }

  private void report(Pending pending, Outcome outcome) {
    metrics.outcome(outcome);
    if (outcome instanceof Outcome.Refused refused) {
      LOG.atWarn()
          .addKeyValue("topic", pending.record().topic())
          .addKeyValue("partition", pending.record().partition())
          .addKeyValue("offset", pending.record().offset())
          .addKeyValue("reason", refused.reason())
          .log("Request refused");
    }
  }

  /** Voids what was fetched, then settles the open transaction; the poller then seeks back. */
  private void recover() throws InterruptedException {
    assignment.invalidate();
    start();
    metrics.retried();
  }

  /** Opens a producer, as long as it takes; false if the worker closes meanwhile. */
  boolean start() throws InterruptedException {
    while (true) {
      try {
        publisher.renew();
        return true;
      } catch (ProducerFencedException | AuthorizationException cause) {
        throw cause;
      } catch (KafkaException cause) {
        LOG.atWarn()
            .addKeyValue("reason", cause.getMessage())
            .log("No transaction coordinator answers, trying again");
        if (queue.awaitClosed(BACKOFF)) {
          return false;
        }
      }
    }
  }
}
