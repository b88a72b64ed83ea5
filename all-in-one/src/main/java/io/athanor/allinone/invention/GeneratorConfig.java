package io.athanor.allinone.invention;

import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How the generator app runs.
 *
 * @param connection brokers and registry
 * @param applicationId consumer group, and prefix of internal topics
 * @param instanceId static member of the group; empty for a dynamic one
 * @param stateDirectory Streams' own files
 * @param corpus file of known structures to learn from; empty for the built-in prototypes
 * @param latent file of a trained latent generator; empty for none
 * @param patience how long one wave may take
 * @param closeTimeout how long closing may take
 * @param inference which models there are and what to compute on
 */
public record GeneratorConfig(
    KafkaConnection connection,
    String applicationId,
    Optional<String> instanceId,
    Path stateDirectory,
    Optional<Path> corpus,
    Optional<Path> latent,
    Duration patience,
    Duration closeTimeout,
    InferenceConfig inference) {
  /** Consumer group. */
  public static final Setting<String> APPLICATION_ID =
      Setting.text(
          "generator.application-id",
          "athanor-generator",
          "Consumer group, prefix of internal topics and of transactional ids.");

  /** Static member. */
  public static final Setting<String> INSTANCE_ID =
      Setting.text(
          "generator.instance-id",
          "",
          "Static member of the group, e.g. the pod's name; empty for a dynamic member.");

  /** State. */
  public static final Setting<String> STATE_DIRECTORY =
      Setting.text("generator.state-dir", "data/generator", "Directory of the process's state.");

  /** Corpus. */
  public static final Setting<String> CORPUS =
      Setting.text(
          "generator.corpus",
          "",
          "File of known structures to learn prototypes and substitutions from: the formats of"
              + " 'athanor invent --corpus'; empty for the built-in prototypes.");

  /** Latent generator. */
  public static final Setting<String> LATENT =
      Setting.text(
          "generator.latent",
          "",
          "File of a latent generator that 'athanor bench latent --save' wrote, for the model that"
              + " it was trained with; empty for none.");

  /** Patience. */
  public static final Setting<Duration> PATIENCE =
      Setting.duration(
          "generator.patience",
          "10m",
          "How long one wave may take before another instance takes it over.");

  /** Closing. */
  public static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.duration("generator.close-timeout", "10s", "How long closing may take.");

  /** The settings of the generator app, without those of connection and models. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(
          APPLICATION_ID, INSTANCE_ID, STATE_DIRECTORY, CORPUS, LATENT, PATIENCE, CLOSE_TIMEOUT);

  /** Checks the values. */
  public GeneratorConfig {
    if (!applicationId.matches("[a-zA-Z0-9._-]+")) {
      throw new IllegalArgumentException(
          "generator.application-id: '" + applicationId + "' is not a name for topics");
    }
    if (patience.toMillis() < 1 || patience.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("generator.patience: is " + patience);
    }
    if (closeTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("generator.close-timeout: is " + closeTimeout);
    }
  }

  /** From settings. */
  public static GeneratorConfig of(Settings settings) {
    return new GeneratorConfig(
        KafkaConnection.of(settings),
        settings.get(APPLICATION_ID),
        given(settings.get(INSTANCE_ID)),
        Path.of(settings.get(STATE_DIRECTORY)),
        given(settings.get(CORPUS)).map(Path::of),
        given(settings.get(LATENT)).map(Path::of),
        settings.get(PATIENCE),
        settings.get(CLOSE_TIMEOUT),
        InferenceConfig.of(settings));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(each -> !each.isBlank());
  }
}
