package io.athanor.acquisition.shadow;

import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How shadow policies run, beside what holds for acquisition.
 *
 * @param applicationId consumer group, and prefix of internal topics
 * @param mostLag a decision that is older than this is passed over and counted: shadows catch up by
 *     leaving out
 * @param reportInterval how often changed scores are written
 */
public record ShadowConfig(String applicationId, Duration mostLag, Duration reportInterval) {
  /** Consumer group. */
  public static final Setting<String> APPLICATION_ID =
      Setting.text(
          "shadow.application-id",
          "athanor-shadow",
          "Consumer group, prefix of internal topics and of transactional ids.");

  /** Shedding. */
  public static final Setting<Duration> MOST_LAG =
      Setting.duration(
          "shadow.most-lag",
          "30s",
          "Shadow policies are not asked about a decision that is older than this; it is counted as"
              + " skipped.");

  /** Reports. */
  public static final Setting<Duration> REPORT_INTERVAL =
      Setting.duration(
          "shadow.report-interval",
          "1s",
          "How often the scores of shadow policies are written where they changed.");

  /** The settings of shadow policies. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(APPLICATION_ID, MOST_LAG, REPORT_INTERVAL);

  /** Checks the values. */
  public ShadowConfig {
    if (!applicationId.matches("[a-zA-Z0-9._-]+")) {
      throw new IllegalArgumentException(
          "shadow.application-id: '" + applicationId + "' is not a name for topics");
    }
    if (mostLag.toMillis() < 1) {
      throw new IllegalArgumentException("shadow.most-lag: is " + mostLag);
    }
    if (reportInterval.toMillis() < 1) {
      throw new IllegalArgumentException("shadow.report-interval: is " + reportInterval);
    }
  }

  /** From settings. */
  public static ShadowConfig of(Settings settings) {
    return new ShadowConfig(
        settings.get(APPLICATION_ID), settings.get(MOST_LAG), settings.get(REPORT_INTERVAL));
  }
}
