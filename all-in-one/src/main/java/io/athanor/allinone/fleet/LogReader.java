package io.athanor.allinone.fleet;

import io.athanor.acquisition.analysis.LogScan;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;

/** Reads what the log holds of the fleet, committed records only, from its beginning to its end. */
final class LogReader {
  private final LogScan log;
  private final KafkaConnection kafka;

  private LogReader(KafkaConnection kafka) {
    this.log = new LogScan(kafka);
    this.kafka = kafka;
  }

  static LogFold read(KafkaConnection kafka) {
    LogFold fold = new LogFold();
    LogReader reader = new LogReader(kafka);
    reader.all(Topics.EXPERIMENT_PROPOSED, (event, at) -> fold.proposed(event));
    reader.all(Topics.EXPERIMENT_PROGRESSED, fold::progressed);
    reader.all(Topics.READING_REPORTED, (event, at) -> fold.reading(event.getMeta().getId()));
    reader.all(
        Topics.OBSERVATION_DERIVED,
        (event, at) -> {
          if (event.getCampaignId() != null && event.getProperty().equals(Reports.PROPERTY)) {
            fold.outcome(
                event.getCampaignId(),
                new LogFold.Outcome(
                    at.topic(), at.partition(), at.offset(), event.getMeta().getRecordedAt()));
          }
        });
    return fold;
  }

  private <T extends SpecificRecord> void all(Topic<T> topic, BiConsumer<T, LogFold.Outcome> sink) {
    AvroCodec<T> codec = AvroCodec.of(kafka.serdes(), topic.type());
    log.read(
        topic.name(),
        each -> {
          if (each.value() != null) {
            sink.accept(
                codec.decode(each.value()),
                new LogFold.Outcome(
                    each.topic(),
                    each.partition(),
                    each.offset(),
                    Instant.ofEpochMilli(each.timestamp())));
          }
        });
  }
}
