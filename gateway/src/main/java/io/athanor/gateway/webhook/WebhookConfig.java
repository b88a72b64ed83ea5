package io.athanor.gateway.webhook;

import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the gateway is told of webhooks.
 *
 * @param secrets directory of the secrets that sign deliveries; empty: there are no webhooks
 * @param privateAddresses whether addresses that are not out in the world may be called, and http
 * @param persistence how often and when an address is called again
 * @param timeout for one call, in all
 * @param bodyBytes largest body; beyond it an event is told without its data
 * @param most webhooks at once
 */
public record WebhookConfig(
    Optional<Path> secrets,
    boolean privateAddresses,
    Persistence persistence,
    Duration timeout,
    int bodyBytes,
    int most) {
  /** Secrets. */
  public static final Setting<String> SECRETS =
      Setting.text(
          "gateway.webhooks.secrets",
          "",
          "Directory of the secrets that sign webhook deliveries, a file of at least 16 bytes each,"
              + " named by its secretId; a tenant's lie in the folder of its name; empty for no"
              + " webhooks.");

  /** Private addresses. */
  public static final Setting<Boolean> PRIVATE =
      Setting.flag(
          "gateway.webhooks.private-addresses",
          false,
          "Whether webhooks may call loopback, private and link-local addresses, and by http.");

  /** Attempts. */
  public static final Setting<Integer> ATTEMPTS =
      Setting.integer(
          "gateway.webhooks.attempts",
          8,
          1,
          1000,
          "Calls for one event before it goes to dead-letter-gateway.");

  /** Backoff. */
  public static final Setting<Duration> BACKOFF =
      Setting.duration(
          "gateway.webhooks.backoff",
          "1s",
          "Pause after a webhook's first failed call; doubled for each further one, half of it at"
              + " random.");

  /** Longest backoff. */
  public static final Setting<Duration> LONGEST_BACKOFF =
      Setting.duration(
          "gateway.webhooks.backoff.longest", "5m", "Longest pause between two calls.");

  /** Circuit. */
  public static final Setting<Integer> CIRCUIT_FAILURES =
      Setting.integer(
          "gateway.webhooks.circuit.failures",
          5,
          1,
          1000,
          "Failed calls in a row after which a webhook is only tried now and then.");

  /** Pause of the circuit. */
  public static final Setting<Duration> CIRCUIT_PAUSE =
      Setting.duration(
          "gateway.webhooks.circuit.pause", "1m", "Least pause between two such trials.");

  /** Timeout. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("gateway.webhooks.timeout", "10s", "How long one call may take in all.");

  /** Body. */
  public static final Setting<Integer> BODY_BYTES =
      Setting.integer(
          "gateway.webhooks.body.bytes",
          256 * 1024,
          1024,
          16 * 1024 * 1024,
          "Largest body of a call; beyond it the event is told without its data.");

  /** Count. */
  public static final Setting<Integer> MOST =
      Setting.integer(
          "gateway.webhooks.most",
          64,
          1,
          1000,
          "Webhooks at once; each has a thread and a place" + " in the log of its own.");

  /** Every setting of webhooks. */
  public static final List<Setting<?>> SETTINGS =
      List.of(
          SECRETS,
          PRIVATE,
          ATTEMPTS,
          BACKOFF,
          LONGEST_BACKOFF,
          CIRCUIT_FAILURES,
          CIRCUIT_PAUSE,
          TIMEOUT,
          BODY_BYTES,
          MOST);

  /** No webhooks. */
  public static final WebhookConfig OFF =
      new WebhookConfig(
          Optional.empty(),
          false,
          new Persistence(
              8, Duration.ofSeconds(1), Duration.ofMinutes(5), 5, Duration.ofMinutes(1)),
          Duration.ofSeconds(10),
          256 * 1024,
          64);

  /** Checks that nothing is missing. */
  public WebhookConfig {
    Objects.requireNonNull(secrets, "secrets");
    Objects.requireNonNull(persistence, "persistence");
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("gateway.webhooks.timeout: is not positive");
    }
  }

  /** From settings. */
  public static WebhookConfig of(Settings settings) {
    Duration first = settings.get(BACKOFF);
    Duration longest = settings.get(LONGEST_BACKOFF);
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "gateway.webhooks.backoff.longest: is below gateway.webhooks.backoff");
    }
    return new WebhookConfig(
        Optional.of(settings.get(SECRETS)).filter(each -> !each.isBlank()).map(Path::of),
        settings.get(PRIVATE),
        new Persistence(
            settings.get(ATTEMPTS),
            first,
            longest,
            settings.get(CIRCUIT_FAILURES),
            settings.get(CIRCUIT_PAUSE)),
        settings.get(TIMEOUT),
        settings.get(BODY_BYTES),
        settings.get(MOST));
  }
}
