package io.athanor.acquisition.scheduling;

import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the scheduler runs, beside what holds for acquisition.
 *
 * @param applicationId consumer group, and prefix of internal topics
 * @param interval how often it looks whether time alone changes something
 * @param gather facts that arrive within so long are decided about together; zero: each for itself
 * @param house its rules
 */
public record SchedulerConfig(
    String applicationId, Duration interval, Duration gather, SchedulerTerms house) {
  /** Consumer group. */
  public static final Setting<String> APPLICATION_ID =
      Setting.text(
          "scheduler.application-id",
          "athanor-scheduler",
          "Consumer group, prefix of internal topics and of transactional ids.");

  /** Time alone. */
  public static final Setting<Duration> INTERVAL =
      Setting.duration(
          "scheduler.interval", "1s", "How often offers, deadlines and waiting are checked.");

  /** Several facts, one decision. */
  public static final Setting<Duration> GATHER =
      Setting.duration(
          "scheduler.gather",
          "20ms",
          "Facts that arrive within so long are decided about together; 0ms: each for itself.");

  /** Offers. */
  public static final Setting<Duration> OFFER_LIFE =
      Setting.duration(
          "scheduler.offer-life",
          "1m",
          "An offer that was not taken for so long may go elsewhere.");

  /** Aging. */
  public static final Setting<Duration> PATIENCE =
      Setting.duration(
          "scheduler.patience",
          "10m",
          "Whoever waits for so long counts one priority higher, for twice as long two, and so"
              + " on.");

  /** Lookahead. */
  public static final Setting<Integer> LOOKAHEAD =
      Setting.integer(
          "scheduler.lookahead",
          0,
          0,
          1_000,
          "Experiments that a campaign may have open beyond what the instruments take; a recipe of"
              + " several steps has one at least.");

  /** Sharing between tenants. */
  public static final Setting<Boolean> SHARED_INSTRUMENTS =
      Setting.flag(
          "scheduler.shared-instruments",
          false,
          "Whether instruments of the default tenant serve every tenant.");

  /** Quotas. */
  public static final Setting<Map<String, Integer>> TENANT_QUOTAS =
      new Setting<>(
          "scheduler.tenant-quotas",
          "TENANT=COUNT, ...",
          "",
          "Most experiments that the scheduled campaigns of a tenant may have open together.",
          SchedulerConfig::quotas);

  /** The settings of the scheduler. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(
          APPLICATION_ID,
          INTERVAL,
          GATHER,
          OFFER_LIFE,
          PATIENCE,
          LOOKAHEAD,
          SHARED_INSTRUMENTS,
          TENANT_QUOTAS);

  /** Checks the values. */
  public SchedulerConfig {
    Objects.requireNonNull(house, "house");
    if (!applicationId.matches("[a-zA-Z0-9._-]+")) {
      throw new IllegalArgumentException(
          "scheduler.application-id: '" + applicationId + "' is not a name for topics");
    }
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("scheduler.interval: is " + interval);
    }
    if (gather.isNegative()) {
      throw new IllegalArgumentException("scheduler.gather: is " + gather);
    }
  }

  /** From settings. */
  public static SchedulerConfig of(Settings settings) {
    return new SchedulerConfig(
        settings.get(APPLICATION_ID),
        settings.get(INTERVAL),
        settings.get(GATHER),
        new SchedulerTerms(
            settings.get(OFFER_LIFE),
            settings.get(PATIENCE),
            settings.get(LOOKAHEAD),
            settings.get(SHARED_INSTRUMENTS),
            settings.get(TENANT_QUOTAS)));
  }

  private static Map<String, Integer> quotas(String text) {
    Map<String, Integer> quotas = new TreeMap<>();
    for (String each : text.split(",", -1)) {
      if (each.isBlank()) {
        continue;
      }
      int at = each.lastIndexOf('=');
      String count = each.substring(at + 1).strip();
      if (at < 1 || !count.matches("[0-9]{1,6}")) {
        throw new IllegalArgumentException("'" + each.strip() + "' is not TENANT=COUNT");
      }
      quotas.put(each.substring(0, at).strip(), Integer.parseInt(count));
    }
    return quotas;
  }
}
