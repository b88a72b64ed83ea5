package io.athanor.bridge.envelope;

import io.athanor.bridge.envelope.Refusal.Code;
import io.athanor.materials.MaterialException;
import io.athanor.materials.unit.Units;
import io.athanor.schemas.signing.ActuationOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The hard envelope: what the robot's owner allows, whoever orders it. What is not allowed is
 * refused: an unknown parameter, a unit that does not convert, a number that is none. Immutable.
 */
public final class Envelope {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final double NANOS_PER_MINUTE = 60e9;

  private final Map<String, Limit> limits;
  private final Set<String> elsewhere;
  private final List<Rule> rules;
  private final List<Total> totals;
  private final Map<String, Integer> coordinates;
  private final String digest;

  /**
   * An envelope.
   *
   * @param limits of every parameter that this robot sets
   * @param elsewhere parameters that are other robots' business and passed over
   * @param digest SHA-256 of the file it was read from, in hex
   */
  Envelope(
      Map<String, Limit> limits,
      Set<String> elsewhere,
      List<Rule> rules,
      List<Total> totals,
      String digest) {
    this.limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    this.elsewhere = Set.copyOf(elsewhere);
    this.rules = List.copyOf(rules);
    this.totals = List.copyOf(totals);
    this.coordinates = coordinates(limits);
    this.digest = digest;
  }

  /** Place of each number parameter in the points that rules are asked about. */
  static Map<String, Integer> coordinates(Map<String, Limit> limits) {
    Map<String, Integer> coordinates = new TreeMap<>();
    for (String name : new TreeMap<>(limits).keySet()) {
      if (limits.get(name) instanceof Limit.Range) {
        coordinates.put(name, coordinates.size());
      }
    }
    return coordinates;
  }

  /** What an order comes to. */
  public sealed interface Check {}

  /**
   * Allowed.
   *
   * @param settings what the device is to be told, in the envelope's units
   * @param uses how much of each total it uses
   */
  public record Allowed(Map<String, ActuationOrder.Setting> settings, Map<String, Double> uses)
      implements Check {}

  /** Not allowed. */
  public record NotAllowed(Refusal refusal) implements Check {}

  /** SHA-256 of the file, in hex: which envelope this is. */
  public String digest() {
    return digest;
  }

  /** Limits by parameter, sorted. */
  public Map<String, Limit> limits() {
    return limits;
  }

  /** Whether these settings may be made at {@code now}, after {@code past}. */
  public Check check(Map<String, ActuationOrder.Setting> ordered, Past past, Instant now) {
    Map<String, ActuationOrder.Setting> settings = new TreeMap<>();
    for (Map.Entry<String, ActuationOrder.Setting> each : ordered.entrySet()) {
      if (elsewhere.contains(each.getKey())) {
        continue;
      }
      Limit limit = limits.get(each.getKey());
      if (limit == null) {
        return refuse(
            Code.UNKNOWN_PARAMETER, each.getKey(), "the envelope has no parameter of this name");
      }
      Optional<NotAllowed> refusal = one(each.getKey(), limit, each.getValue(), settings);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    for (Map.Entry<String, Limit> each : limits.entrySet()) {
      if (each.getValue().required() && !settings.containsKey(each.getKey())) {
        return refuse(Code.MISSING_PARAMETER, each.getKey(), "must be given");
      }
    }
    Map<String, Double> uses = uses(settings);
    return together(settings)
        .or(() -> rates(settings, past, now))
        .or(() -> totals(uses, past, now))
        .<Check>map(refusal -> refusal)
        .orElseGet(() -> new Allowed(Collections.unmodifiableMap(settings), uses));
  }

  private static Optional<NotAllowed> one(
      String name,
      Limit limit,
      ActuationOrder.Setting setting,
      Map<String, ActuationOrder.Setting> settings) {
    if (limit instanceof Limit.Choice choice) {
      Optional<String> option = Limit.option(setting);
      if (option.isEmpty()) {
        return Optional.of(refuse(Code.WRONG_KIND, name, "a word is wanted, not a number"));
      }
      if (!choice.options().contains(option.get())) {
        return Optional.of(refuse(Code.NOT_AN_OPTION, name, "is not among " + choice.options()));
      }
      settings.put(name, setting);
      return Optional.empty();
    }
    Limit.Range range = (Limit.Range) limit;
    if (!(setting instanceof ActuationOrder.Amount amount)) {
      return Optional.of(refuse(Code.WRONG_KIND, name, "a number is wanted, not a word"));
    }
    double value;
    try {
      value = Units.convert(amount.value(), amount.unit(), range.unit());
    } catch (MaterialException e) {
      return Optional.of(refuse(Code.UNIT, name, e.getMessage()));
    }
    if (!range.holds(value)) {
      return Optional.of(
          refuse(
              Code.OUT_OF_RANGE,
              name,
              "%s %s is not in [%s, %s]"
                  .formatted(value, range.unit(), range.low(), range.high())));
    }
    settings.put(name, new ActuationOrder.Amount(value, range.unit()));
    return Optional.empty();
  }

  private Optional<NotAllowed> together(Map<String, ActuationOrder.Setting> settings) {
    double[] numbers = new double[coordinates.size()];
    coordinates.forEach((name, place) -> numbers[place] = number(settings, name));
    Map<String, String> words = new HashMap<>();
    settings.forEach((name, each) -> Limit.option(each).ifPresent(word -> words.put(name, word)));
    return rules.stream()
        .filter(rule -> !rule.isKept(numbers, words))
        .findFirst()
        .map(rule -> refuse(Code.FORBIDDEN, "", "breaks the rule '" + rule.name() + "'"));
  }

  private Optional<NotAllowed> rates(
      Map<String, ActuationOrder.Setting> settings, Past past, Instant now) {
    for (Map.Entry<String, Limit> each : limits.entrySet()) {
      if (each.getValue() instanceof Limit.Range range
          && range.perMinute().isPresent()
          && settings.containsKey(each.getKey())) {
        Optional<Past.LastSetting> last = past.lastSetting(each.getKey());
        if (last.isPresent()) {
          double change = Math.abs(number(settings, each.getKey()) - last.get().value());
          double minutes =
              Math.max(0, Duration.between(last.get().at(), now).toNanos() / NANOS_PER_MINUTE);
          if (!(change <= range.perMinute().getAsDouble() * minutes)) {
            return Optional.of(
                refuse(
                    Code.RATE,
                    each.getKey(),
                    "a change of %s %s in %s min is more than %s %s/min"
                        .formatted(
                            change,
                            range.unit(),
                            minutes,
                            range.perMinute().getAsDouble(),
                            range.unit())));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Map<String, Double> uses(Map<String, ActuationOrder.Setting> settings) {
    Map<String, Double> uses = new TreeMap<>();
    for (Total total : totals) {
      double product = 1;
      for (String factor : total.factors()) {
        product *= number(settings, factor);
      }
      uses.put(total.name(), product);
    }
    return Collections.unmodifiableMap(uses);
  }

  private Optional<NotAllowed> totals(Map<String, Double> uses, Past past, Instant now) {
    for (Total total : totals) {
      double use = uses.get(total.name());
      boolean allowed =
          within(total.perHour(), use, past, total.name(), now.minus(HOUR))
              && within(total.perDay(), use, past, total.name(), now.minus(DAY))
              && (total.ever().isEmpty()
                  || past.usedEver(total.name()) + use <= total.ever().getAsDouble());
      if (!allowed) {
        return Optional.of(
            refuse(Code.TOTAL, "", "another " + use + " is too much of '" + total.name() + "'"));
      }
    }
    return Optional.empty();
  }

  private static boolean within(
      OptionalDouble limit, double use, Past past, String total, Instant since) {
    // written so that NaN is refused
    return limit.isEmpty() || past.usedSince(total, since) + use <= limit.getAsDouble();
  }

  private static double number(Map<String, ActuationOrder.Setting> settings, String name) {
    return settings.get(name) instanceof ActuationOrder.Amount amount ? amount.value() : Double.NaN;
  }

  private static NotAllowed refuse(Code code, String parameter, String reason) {
    String field = parameter.isEmpty() ? "parameters" : "parameters." + parameter;
    return new NotAllowed(new Refusal(code, field, reason));
  }
}
