package io.athanor.acquisition.topology;

import io.athanor.acquisition.drift.EmbeddingWatch;
import io.athanor.acquisition.drift.ModelAlarms;
import io.athanor.event.DriftDetected;
import io.athanor.event.PredictionMade;
import io.athanor.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Watches where candidates lie in latent space, one watch for each model version in each partition.
 * A watch is kept whenever a window is complete: a restart loses at most the window that was
 * filling. Owned by one stream thread.
 */
final class EmbeddingProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final EventCodecs codecs;
  private final Map<String, EmbeddingWatch> live = new HashMap<>();
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> watches;

  EmbeddingProcessor(EventCodecs codecs) {
    this.codecs = codecs;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    watches = context.getStateStore(Nodes.EMBEDDINGS);
    live.clear();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Optional<PredictionMade> prediction = decoded(record.value());
    if (prediction.isEmpty() || prediction.get().getEmbedding().isEmpty()) {
      return;
    }
    PredictionMade event = prediction.get();
    String version = event.getModelName() + "@" + event.getModelDigest();
    Bytes key = Bytes.wrap(version.getBytes(StandardCharsets.UTF_8));
    EmbeddingWatch.Step step =
        live.computeIfAbsent(version, id -> known(key, id)).after(numbers(event.getEmbedding()));
    live.put(version, step.watch());
    if (step.settled()) {
      watches.put(key, step.watch().toBytes());
    }
    step.moved()
        .ifPresent(
            moved -> {
              DriftDetected alarm =
                  DriftMapper.event(
                      ModelAlarms.embeddings(moved), version, Optional.empty(), event.getMeta());
              context.forward(
                  record
                      .withKey(version.getBytes(StandardCharsets.UTF_8))
                      .withValue(codecs.encode(alarm))
                      .withHeaders(new RecordHeaders()),
                  Nodes.EMBEDDING_DRIFT_SINK);
            });
  }

  /** What cannot be read is refused on its way to the campaigns, not here. */
  private Optional<PredictionMade> decoded(byte[] value) {
    try {
      return value == null ? Optional.empty() : Optional.of(codecs.prediction.decode(value));
    } catch (UndecodableException e) {
      return Optional.empty();
    }
  }

  private EmbeddingWatch known(Bytes key, String version) {
    byte[] state = watches.get(key);
    return state == null ? EmbeddingWatch.begin(version.hashCode()) : EmbeddingWatch.ofBytes(state);
  }

  private static float[] numbers(List<Float> embedding) {
    float[] numbers = new float[embedding.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = embedding.get(i);
    }
    return numbers;
  }
}
