package io.athanor.allinone.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.why.WhyAnalysis;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.event.ModelReleased;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code athanor why}: why an experiment was proposed, and what it would have taken otherwise. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description =
        "Says why an experiment was proposed, from the log alone: what led to it, what was believed"
            + " before, then and now, the value as a sum, runners-up, what would have been chosen"
            + " without one event or another, and which parameters or elements made the mean. Reads"
            + " the running broker (kafka.bootstrap.servers, schema.registry.url), or with"
            + " --data-dir the directory of an engine that does not run.")
public final class WhyCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRONG = 2;

  @Parameters(paramLabel = "ID", description = "Id of the experiment.")
  private String experimentId;

  @Option(
      names = "--influence",
      paramLabel = "N",
      defaultValue = "" + WhyAnalysis.INFLUENCES,
      description =
          "How many events are left out one by one, those that may matter most first. Default:"
              + " ${DEFAULT-VALUE}.")
  private int influence;

  @Option(names = "--json", paramLabel = "FILE", description = "The same as JSON.")
  private Path json;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Directory of an engine that does not run now: its broker is started for this.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (OpenLog log = OpenLog.of(Optional.ofNullable(file), Optional.ofNullable(directory))) {
      Optional<ConsumerRecord<byte[], byte[]>> published = log.published(experimentId);
      if (published.isEmpty()) {
        return refused(
            "no proposal '" + experimentId + "' in " + Topics.EXPERIMENT_PROPOSED.name());
      }
      ObjectNode request =
          JSON.createObjectNode().put("experimentId", experimentId).put("influence", influence);
      request
          .putObject("position")
          .put("partition", published.get().partition())
          .put("offset", published.get().offset());
      String campaignId = log.proposals().decode(published.get().value()).getCampaignId();
      JsonNode document = new WhyAnalysis().answer(log.journal(campaignId), request);
      if (document.path("model") instanceof ObjectNode model) {
        card(log, model.path("digest").asText()).ifPresent(card -> model.put("card", card));
      }
      new WhyText(spec.commandLine().getOut()).print(document);
      if (json != null) {
        ReportFile.write(json, document);
      }
      return 0;
    } catch (AnalysisException e) {
      return refused(e.getMessage());
    }
  }

  private static Optional<String> card(OpenLog log, String digest) {
    AvroCodec<ModelReleased> codec = new AvroCodec<>(log.registry(), false, ModelReleased.class);
    String[] found = new String[1];
    log.scan()
        .read(
            Topics.MODEL_RELEASED.name(),
            each -> {
              if (each.value() != null) {
                ModelReleased release = codec.decode(each.value());
                if (release.getDigest().equals(digest) && release.getCard() != null) {
                  found[0] = release.getCard();
                }
              }
            });
    return Optional.ofNullable(found[0]);
  }

  private int refused(String reason) {
    spec.commandLine().getErr().println("athanor why: " + reason);
    return WRONG;
  }
}
