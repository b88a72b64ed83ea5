package io.athanor.allinone.explain;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.analysis.JournalReader;
import io.athanor.acquisition.analysis.LogScan;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.acquisition.topology.Derivation;
import io.athanor.acquisition.topology.EventCodecs;
import io.athanor.acquisition.topology.JournalRecord;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.engine.Part;
import io.athanor.event.ExperimentProposed;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The log of a running broker, or of a directory, whose own broker and registry are then started on
 * free ports and nothing else is.
 */
public final class OpenLog implements AutoCloseable {
  private final Optional<Engine> engine;
  private final AcquisitionConfig config;
  private final SchemaRegistry registry;
  private final EventCodecs codecs;
  private final LogScan scan;

  private OpenLog(Optional<Engine> engine, Settings settings) {
    this.engine = engine;
    this.config = AcquisitionConfig.of(settings);
    this.registry = SchemaRegistries.open(config.connection().serdes());
    this.codecs = new EventCodecs(config.connection().serdes());
    this.scan = new LogScan(config.connection());
  }

  /**
   * Opens it.
   *
   * @param file settings, as Java properties
   * @param directory where an engine keeps its data that does not run now
   * @throws io.athanor.allinone.embedded.StartException if the directory is in use
   */
  public static OpenLog of(Optional<Path> file, Optional<Path> directory) {
    Settings settings = Settings.load(file, System.getenv(), EngineSettings.all());
    if (directory.isEmpty()) {
      return new OpenLog(Optional.empty(), settings);
    }
    Engine engine =
        Engine.start(
            new EngineConfig(
                EnumSet.of(Part.BROKER, Part.REGISTRY),
                directory.get(),
                settings
                    .with(EngineSettings.KAFKA_PORT, "0")
                    .with(EngineSettings.REGISTRY_PORT, "0")),
            EngineListener.SILENT);
    try {
      return new OpenLog(Optional.of(engine), engine.settings());
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  AcquisitionConfig config() {
    return config;
  }

  KafkaConnection connection() {
    return config.connection();
  }

  SchemaRegistry registry() {
    return registry;
  }

  LogScan scan() {
    return scan;
  }

  /** Where acquisition keeps its journals. */
  String journalTopic() {
    return Derivation.journalTopic(config);
  }

  /** The journal of one campaign. */
  public CaseFile journal(String campaignId) {
    return new JournalReader(config, codecs).read(campaignId);
  }

  /** The journals of all campaigns, by campaign, read in one pass. */
  List<CaseFile> journals() {
    Map<String, TreeMap<Long, JournalEntry>> campaigns = new TreeMap<>();
    scan.read(
        journalTopic(),
        each ->
            JournalRecord.of(codecs, each.key(), each.value())
                .ifPresent(
                    record ->
                        campaigns
                            .computeIfAbsent(record.campaignId(), id -> new TreeMap<>())
                            .put(record.sequence(), record.entry())));
    List<CaseFile> files = new ArrayList<>();
    campaigns.forEach(
        (campaignId, entries) ->
            files.add(
                new CaseFile(
                    campaignId, List.copyOf(entries.values()), codecs, config.observationGrace())));
    return files;
  }

  /** A proposal as it was published. */
  Optional<ConsumerRecord<byte[], byte[]>> published(String experimentId) {
    AvroCodec<ExperimentProposed> codec = proposals();
    AtomicReference<ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
    scan.read(
        Topics.EXPERIMENT_PROPOSED.name(),
        each -> {
          if (codec.decode(each.value()).getExperimentId().equals(experimentId)) {
            found.set(each);
          }
        });
    return Optional.ofNullable(found.get());
  }

  /** Reads published proposals. */
  AvroCodec<ExperimentProposed> proposals() {
    return new AvroCodec<>(registry, false, ExperimentProposed.class);
  }

  @Override
  public void close() {
    codecs.close();
    registry.close();
    engine.ifPresent(Engine::close);
  }
}
