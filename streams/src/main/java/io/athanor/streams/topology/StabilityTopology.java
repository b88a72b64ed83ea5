package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.MATERIAL_UPDATED;
import static io.athanor.schemas.topic.Topics.PREDICTION_MADE;
import static io.athanor.schemas.topic.Topics.STABILITY_ASSESSED;

import io.athanor.event.MaterialUpdated;
import io.athanor.event.PredictionMade;
import io.athanor.schemas.topic.Topic;
import io.athanor.streams.stability.Assessor;
import io.athanor.streams.stability.StabilitySettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Stability, top to bottom: what is known of materials and what is predicted of them is remembered
 * where they lie; those that are entries of the hull are told to every partition; whoever this
 * concerns is assessed.
 */
public final class StabilityTopology {
  /** Topics it reads. */
  public static final List<String> SOURCES =
      List.of(MATERIAL_UPDATED.name(), PREDICTION_MADE.name());

  private StabilityTopology() {}

  /** The topology; the same function for the application and for its tests. */
  public static Topology build(
      StreamsConfig config,
      EventCodecs codecs,
      Limits limits,
      StabilitySettings settings,
      PerceptionMetrics metrics,
      InstantSource clock) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Edges edges = new Edges(builder, codecs, limits, metrics, clock);
    Assessor assessor = new Assessor(settings);
    StabilityStores.add(edges);
    KStream<String, MaterialUpdated> entries =
        believed(edges, "energy", MATERIAL_UPDATED)
            .process(
                () -> new LearnEnergy(assessor), Named.as("energy-learn"), StabilityStores.NAMES);
    KStream<String, PredictionMade> predictions = believed(edges, "score", PREDICTION_MADE);
    predictions.process(LearnPrediction::new, Named.as("score-learn"), StabilityStores.NAMES);
    edges.publish(
        "stability",
        STABILITY_ASSESSED,
        edges
            .toAll("entry-to-all", MATERIAL_UPDATED, entries)
            .process(
                () -> new AssessStability(assessor, clock),
                Named.as("stability-assess"),
                StabilityStores.NAMES));
    return builder.build();
  }

  private static <T extends SpecificRecord> KStream<String, T> believed(
      Edges edges, String name, Topic<T> topic) {
    KStream<String, Perceived<T>> perceived =
        edges.perceive(name, topic, (key, event) -> Optional.empty());
    edges.refuse(name, perceived);
    return perceived.flatMapValues(
        each -> each.asBelieved().stream().toList(), Named.as(name + "-each"));
  }
}
