package io.athanor.allinone.invention;

import io.athanor.event.CandidateProposed;
import io.athanor.event.DeadLetter;
import io.athanor.event.InventionRequested;
import io.athanor.schemas.identity.RefusedEvent;
import io.athanor.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each request once. Candidates, answer and what is remembered are of one transaction; a
 * request that comes again after it is passed over, and one that cannot be read is a dead letter.
 */
final class InventionProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(InventionProcessor.class);

  private final Answerer answerer;
  private final InventionCodecs codecs;
  private final InstantSource clock;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> memories;

  InventionProcessor(Answerer answerer, InventionCodecs codecs, InstantSource clock) {
    this.answerer = answerer;
    this.codecs = codecs;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
    memories = given.getStateStore(GeneratorTopology.MEMORIES);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    InventionRequested request;
    try {
      request = codecs.request.decode(record.value());
    } catch (UndecodableException cause) {
      // the campaign goes on after its grace
      refuse(record, cause);
      return;
    }
    Bytes key = Bytes.wrap(request.getCampaignId().getBytes(StandardCharsets.UTF_8));
    byte[] stored = memories.get(key);
    CampaignMemory memory = stored == null ? CampaignMemory.fresh() : CampaignMemory.of(stored);
    if (memory.answered().contains(request.getWave())) {
      return;
    }
    long begun = System.nanoTime();
    Answerer.Said said = answerer.answer(request, memory, clock.instant());
    for (CandidateProposed each : said.proposed()) {
      forward(each.getCandidateId(), codecs.encode(each), GeneratorTopology.CANDIDATE_SINK);
    }
    forward(request.getCampaignId(), codecs.encode(said.answered()), GeneratorTopology.ANSWER_SINK);
    memories.put(key, said.memory().bytes());
    context.commit();
    LOG.atInfo()
        .addKeyValue("campaignId", request.getCampaignId())
        .addKeyValue("wave", request.getWave())
        .addKeyValue("candidates", said.proposed().size())
        .addKeyValue("durationMillis", (System.nanoTime() - begun) / 1_000_000)
        .log("Wave of inventions answered");
  }

  private void refuse(Record<byte[], byte[]> record, UndecodableException cause) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    LOG.atWarn()
        .addKeyValue("topic", origin.topic())
        .addKeyValue("partition", origin.partition())
        .addKeyValue("offset", origin.offset())
        .addKeyValue("reason", cause.code())
        .log("Refused an event");
    DeadLetter letter =
        new RefusedEvent(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value())
            .letter(InventionEvents.APPLICATION, clock.instant())
            .setCode(cause.code())
            .setReason(cause.getMessage())
            .build();
    context.forward(
        record
            .withValue(codecs.encode(letter))
            .withTimestamp(clock.millis())
            .withHeaders(new RecordHeaders()),
        GeneratorTopology.DEAD_LETTER_SINK);
  }

  private void forward(String key, byte[] value, String sink) {
    context.forward(
        new Record<>(
            key.getBytes(StandardCharsets.UTF_8), value, clock.millis(), new RecordHeaders()),
        sink);
  }
}
