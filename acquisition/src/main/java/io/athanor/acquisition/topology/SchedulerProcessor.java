package io.athanor.acquisition.topology;

import io.athanor.acquisition.scheduling.Grant;
import io.athanor.acquisition.scheduling.Laboratory;
import io.athanor.acquisition.scheduling.Move;
import io.athanor.acquisition.scheduling.Offer;
import io.athanor.event.CapacityGranted;
import io.athanor.event.ExperimentProgressed;
import io.athanor.schemas.serde.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds every event into the one laboratory, keeps it, and publishes what the laboratory then
 * decides, all in one transaction. What is old news, as while a backlog is read, waits for the next
 * punctuation: only then is it known what holds. Owned by one stream thread.
 */
final class SchedulerProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerProcessor.class);
  private static final Duration NEWS = Duration.ofSeconds(5);

  private final Supplier<Laboratory> empty;
  private final SchedulerCodecs codecs;
  private final SchedulerMetrics metrics;
  private final InstantSource clock;
  private final Duration interval;
  private final Duration gather;
  private ProcessorContext<byte[], byte[]> context;
  private Outlet outlet;
  private SchedulerState state;
  private boolean restored;
  private boolean due;

  SchedulerProcessor(
      Supplier<Laboratory> empty,
      SchedulerCodecs codecs,
      SchedulerMetrics metrics,
      InstantSource clock,
      Duration interval,
      Duration gather) {
    this.empty = empty;
    this.codecs = codecs;
    this.metrics = metrics;
    this.clock = clock;
    this.interval = interval;
    this.gather = gather;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    outlet = new Outlet(context, codecs::encode, SchedulerTopology.DEAD_LETTER_SINK);
    state =
        new SchedulerState(
            empty.get(),
            new SchedulerStore(context.getStateStore(SchedulerTopology.STORE)),
            codecs);
    restored = false;
    due = false;
    context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, time -> look());
    if (!gather.isZero()) {
      context.schedule(gather, PunctuationType.WALL_CLOCK_TIME, time -> decideIfDue());
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      // a tombstone in a compacted topic: nothing is said
      return;
    }
    Origin origin = Origin.of(context.recordMetadata().orElseThrow(), record.headers());
    boolean changed;
    try {
      changed = state().take(origin, record.value());
    } catch (UndecodableException e) {
      refuse(record, origin, new RefusedException(e.code(), null, e.getMessage()));
      return;
    } catch (RefusedException e) {
      refuse(record, origin, e);
      return;
    }
    Instant now = clock.instant();
    if (changed && !now.isAfter(Instant.ofEpochMilli(record.timestamp()).plus(NEWS))) {
      due = true;
    }
    if (gather.isZero()) {
      decideIfDue();
    }
  }

  /** A decision looks at the whole laboratory: one for all that was heard costs no more. */
  private void decideIfDue() {
    if (due) {
      decide(clock.instant());
    }
  }

  private SchedulerState state() {
    if (!restored) {
      state.restore();
      restored = true;
    }
    return state;
  }

  private void look() {
    Instant now = clock.instant();
    state().prune(now);
    decide(now);
  }

  private void decide(Instant now) {
    due = false;
    long start = System.nanoTime();
    List<Move> moves = state().laboratory().decide(now);
    for (Move move : moves) {
      if (move instanceof Grant grant) {
        say(grant, now);
      } else if (move instanceof Offer offer) {
        say(offer);
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    metrics.decided(took, state().laboratory().floor());
  }

  private void say(Grant grant, Instant now) {
    CapacityGranted event = SchedulerMapper.granted(grant, now);
    byte[] bytes = codecs.encode(event);
    state().said(grant, bytes);
    outlet.forward(grant.campaignId(), bytes, now, SchedulerTopology.GRANT_SINK);
    metrics.granted();
    LOG.atInfo()
        .addKeyValue("campaignId", grant.campaignId())
        .addKeyValue("slots", grant.slots())
        .addKeyValue("reason", grant.reason())
        .log("Granted capacity");
  }

  private void say(Offer offer) {
    ExperimentProgressed event = SchedulerMapper.offered(offer);
    byte[] bytes = codecs.encode(event);
    state().said(offer, event.getMeta().getId(), bytes);
    outlet.forward(offer.campaignId(), bytes, offer.at(), SchedulerTopology.OFFER_SINK);
    metrics.offered(offer.again());
    LOG.atInfo()
        .addKeyValue("experimentId", offer.experimentId())
        .addKeyValue("instrumentId", offer.instrumentId())
        .addKeyValue("step", offer.step())
        .log("Offered a step");
  }

  private void refuse(Record<byte[], byte[]> record, Origin origin, RefusedException refused) {
    metrics.deadLetter(refused.code());
    outlet.refuse(record, origin, refused, clock.instant());
  }
}
