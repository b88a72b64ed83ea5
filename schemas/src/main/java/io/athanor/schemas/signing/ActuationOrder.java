package io.athanor.schemas.signing;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a robot needs to make one experiment, and nothing else. Its canonical bytes ({@link
 * OrderCodec}) are what is signed.
 *
 * @param experimentId the experiment; an order is for it alone, and single use is judged by it
 * @param campaignId the campaign
 * @param tenant whose it is; empty for the default tenant
 * @param campaignEpoch how often the campaign had been stopped and taken up again, >= 0
 * @param ordinal 0-based number of the experiment in its campaign
 * @param candidateId content hash of what is to be made: it binds formula, crystal and parameters
 * @param formula chemical formula; empty for a pure recipe
 * @param steps of the recipe in their order, at least one
 * @param parameters every setting by its name
 * @param notBefore not to be begun before this
 * @param expiresAt not to be begun after this
 * @param simulated true where nothing real may move
 * @param keyId of the key that signs it
 */
public record ActuationOrder(
    String experimentId,
    String campaignId,
    Optional<String> tenant,
    int campaignEpoch,
    int ordinal,
    String candidateId,
    Optional<String> formula,
    List<Step> steps,
    Map<String, Setting> parameters,
    Instant notBefore,
    Instant expiresAt,
    boolean simulated,
    String keyId) {
  private static final Instant FIRST_YEAR = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant AFTER_LAST_YEAR = Instant.parse("+10000-01-01T00:00:00Z");

  /** Technique of a step that any instrument can do. */
  public static final String ANY_TECHNIQUE = "*";

  /**
   * One step of the recipe.
   *
   * @param technique what an instrument must have for it; {@link #ANY_TECHNIQUE} for nothing
   * @param seconds how long it takes, as far as known
   */
  public record Step(String name, String technique, Optional<Double> seconds) {
    /** Checks the words and the duration. */
    public Step {
      requireText("steps.name", name);
      requireText("steps.technique", technique);
      if (seconds.filter(each -> !(each >= 0) || each.isInfinite()).isPresent()) {
        throw new IllegalArgumentException("steps.seconds: " + seconds.get() + " is no duration");
      }
      seconds = seconds.map(each -> each + 0.0);
    }
  }

  /** What a parameter is set to. */
  public sealed interface Setting {}

  /** A number with its unit (UCUM); negative zero is zero. */
  public record Amount(double value, String unit) implements Setting {
    /** Checks that the number is finite. */
    public Amount {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value: " + value + " is not finite");
      }
      requireText("unit", unit);
      value = value + 0.0;
    }
  }

  /** One of several words. */
  public record Option(String option) implements Setting {
    /** Checks that there is a word. */
    public Option {
      requireText("option", option);
    }
  }

  /** Checks each field. */
  public ActuationOrder {
    requireText("experimentId", experimentId);
    requireText("campaignId", campaignId);
    requireText("candidateId", candidateId);
    requireText("keyId", keyId);
    tenant.ifPresent(each -> requireText("tenant", each));
    formula.ifPresent(each -> requireText("formula", each));
    requireNatural("campaignEpoch", campaignEpoch);
    requireNatural("ordinal", ordinal);
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps: there is none");
    }
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    parameters.forEach(
        (name, setting) -> {
          requireText("parameters", name);
          Objects.requireNonNull(setting, name);
        });
    requireFourDigitYear("notBefore", notBefore);
    requireFourDigitYear("expiresAt", expiresAt);
    if (expiresAt.isBefore(notBefore)) {
      throw new IllegalArgumentException(
          "expiresAt: " + expiresAt + " is before notBefore " + notBefore);
    }
  }

  private static void requireText(String field, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(field + ": is empty");
    }
  }

  /** RFC 3339 has no others, and whoever adds to a moment must not overflow. */
  private static void requireFourDigitYear(String field, Instant moment) {
    if (moment.isBefore(FIRST_YEAR) || !moment.isBefore(AFTER_LAST_YEAR)) {
      throw new IllegalArgumentException(field + ": " + moment + " is in no year of four digits");
    }
  }

  private static void requireNatural(String field, int number) {
    if (number < 0) {
      throw new IllegalArgumentException(field + ": " + number + " is negative");
    }
  }
}
