package io.athanor.inference.trainer;

import io.athanor.inference.worker.Publisher;
import io.athanor.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records into the log as often as it takes: what is decided must be said before anything else
 * is decided. Another trainer of the same model fences this one, and that comes out.
 */
final class Insistence {
  private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
  private static final Duration BACKOFF = Duration.ofMillis(500);

  private final Publisher publisher;
  private final Predicate<Duration> closing;
  private final TrainerMetrics metrics;

  /**
   * Over a publisher.
   *
   * @param closing whether the trainer closes within a time
   */
  Insistence(Publisher publisher, Predicate<Duration> closing, TrainerMetrics metrics) {
    this.publisher = publisher;
    this.closing = closing;
    this.metrics = metrics;
  }

  /**
   * Returns once the record is in the log.
   *
   * @throws KafkaException where the trainer closes before, or no retry helps
   */
  void publish(Supplier<ProducerRecord<byte[], byte[]>> encoder) {
    while (true) {
      try {
        publisher.commit(List.of(encoder.get()), Map.of(), null);
        return;
      } catch (ProducerFencedException | AuthorizationException cause) {
        throw cause;
      } catch (KafkaException cause) {
        metrics.retried();
        LOG.atWarn()
            .addKeyValue("reason", cause.getMessage())
            .log("Saying the stage of a version failed, trying again");
        if (closing.test(BACKOFF)) {
          throw cause;
        }
        if (!(cause instanceof RegistryUnavailableException)) {
          settle();
        }
      }
    }
  }

  /** Opens a producer, as long as it takes. */
  void settle() {
    while (!closing.test(Duration.ZERO)) {
      try {
        publisher.renew();
        return;
      } catch (ProducerFencedException | AuthorizationException cause) {
        throw cause;
      } catch (KafkaException cause) {
        LOG.atWarn()
            .addKeyValue("reason", cause.getMessage())
            .log("No transaction coordinator answers, trying again");
        if (closing.test(BACKOFF)) {
          return;
        }
      }
    }
  }
}
