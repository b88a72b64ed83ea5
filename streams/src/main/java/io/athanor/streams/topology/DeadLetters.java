package io.athanor.streams.topology;

import io.athanor.event.DeadLetter;
import io.athanor.schemas.identity.RefusedEvent;
import io.athanor.streams.validate.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is refused into dead letters under the original key, and lets nothing else through. A
 * value too large to be sent twice stays where it lies: the letter says where. Owned by one stream
 * thread.
 */
final class DeadLetters<T> implements Processor<String, Perceived<T>, byte[], DeadLetter> {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String APPLICATION = "streams";

  private final int largestValue;
  private final InstantSource clock;
  private final PerceptionMetrics metrics;
  private ProcessorContext<byte[], DeadLetter> context;

  DeadLetters(int largestValue, InstantSource clock, PerceptionMetrics metrics) {
    this.largestValue = largestValue;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], DeadLetter> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, Perceived<T>> record) {
    Original original = record.value().original();
    record
        .value()
        .asRefused()
        .ifPresent(
            refusal -> {
              Instant now = clock.instant();
              context.forward(
                  record
                      .withKey(original.key())
                      .withValue(letter(original, refusal, now))
                      .withTimestamp(now.toEpochMilli()));
              metrics.deadLetter(refusal.code());
              LOG.atWarn()
                  .addKeyValue("topic", original.topic())
                  .addKeyValue("partition", original.partition())
                  .addKeyValue("offset", original.offset())
                  .addKeyValue("reason", refusal.code().text())
                  .log("Refused an event");
            });
  }

  private DeadLetter letter(Original original, Refusal refusal, Instant now) {
    boolean fits = original.value() == null || original.value().length <= largestValue;
    String reason =
        fits
            ? refusal.reason()
            : refusal.reason() + " (value of " + original.value().length + " bytes not repeated)";
    return new RefusedEvent(
            original.topic(),
            original.partition(),
            original.offset(),
            original.timestamp(),
            original.key(),
            original.value())
        .letter(APPLICATION, largestValue, now)
        .setCode(refusal.code().text())
        .setField(refusal.field().orElse(null))
        .setReason(reason)
        .build();
  }
}
