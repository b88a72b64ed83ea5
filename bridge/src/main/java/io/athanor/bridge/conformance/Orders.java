package io.athanor.bridge.conformance;

import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.ActuationOrder.Amount;
import io.athanor.schemas.signing.ActuationOrder.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes up orders within a contract, and moves single settings out of it. */
final class Orders {
  private static final List<String> ODD =
      List.of(
          "e\u0301", "\u202E123", "a\u0000b", "\uD83D\uDE00", " ", "../..", "'; --", "{}", "NaN");
  private static final List<String> WRONG_UNITS =
      List.of("C", "cd", "\u039A", "xyz", "Bq", "lx", "kat", "Cel\u200B", "K!");

  private final OracleContract contract;
  private final SplittableRandom random;
  private final List<String> numbers;
  private final List<String> words;

  Orders(OracleContract contract, SplittableRandom random) {
    this.contract = contract;
    this.random = random;
    this.numbers = List.copyOf(contract.numbers().keySet());
    this.words = List.copyOf(contract.words().keySet());
  }

  /** A right order; numbers close to the last ones as often as not, as rates ask for it. */
  Draft draft(String id, Instant now, Map<String, Double> last, double minutes) {
    Draft draft = new Draft();
    draft.experimentId = id;
    draft.campaignId = "campaign-" + random.nextInt(4);
    draft.ordinal = random.nextInt(1_000);
    draft.candidateId = "c-" + Long.toHexString(random.nextLong());
    draft.formula = random.nextBoolean() ? Optional.of("LaNiO3") : Optional.empty();
    draft.tenant = random.nextBoolean() ? Optional.of("north") : Optional.empty();
    draft.steps.add(new ActuationOrder.Step("bake", "anneal", Optional.of(60.0)));
    draft.steps.add(new ActuationOrder.Step("look", "xrd", Optional.empty()));
    draft.steps.add(new ActuationOrder.Step("again", "anneal", Optional.empty()));
    draft.notBefore = now.minusMillis(random.nextInt(60_000));
    draft.expiresAt = now.plusMillis(1 + random.nextInt(3_600_000));
    for (String name : numbers) {
      draft.parameters.put(name, amount(name, last, minutes));
    }
    for (String name : words) {
      List<String> options = contract.words().get(name);
      draft.parameters.put(name, new Option(options.get(random.nextInt(options.size()))));
    }
    contract
        .optional()
        .forEach(
            name -> {
              if (random.nextBoolean()) {
                draft.parameters.remove(name);
              }
            });
    return draft;
  }

  private Amount amount(String name, Map<String, Double> last, double minutes) {
    OracleContract.Range range = contract.numbers().get(name);
    double value = range.low() + (range.high() - range.low()) * random.nextDouble();
    if (last.containsKey(name) && Double.isFinite(range.perMinute()) && random.nextInt(4) > 0) {
      double reach = range.perMinute() * minutes * 0.99;
      value = last.get(name) + reach * (2 * random.nextDouble() - 1);
    }
    return new Amount(Math.max(range.low(), Math.min(range.high(), value)), range.unit());
  }

  /** A number at a limit, beside it, or as large as numbers get. */
  void boundary(Draft draft) {
    String name = numbers.get(random.nextInt(numbers.size()));
    OracleContract.Range range = contract.numbers().get(name);
    double limit = random.nextBoolean() ? range.low() : range.high();
    double value =
        switch (random.nextInt(10)) {
          case 0 -> limit;
          case 1 -> Math.nextUp(limit);
          case 2 -> Math.nextDown(limit);
          case 3 -> Math.nextUp(Math.nextUp(limit));
          case 4 -> -0.0;
          case 5 -> Double.MAX_VALUE * (random.nextBoolean() ? 1 : -1);
          case 6 -> Double.MIN_VALUE * (random.nextBoolean() ? 1 : -1);
          case 7 -> -limit;
          case 8 -> limit + (random.nextDouble() - 0.5) * (range.high() - range.low());
          default -> Double.longBitsToDouble(random.nextLong());
        };
    draft.parameters.put(name, new Amount(Double.isFinite(value) ? value : limit, range.unit()));
  }

  /** The same amounts in other units. */
  void otherUnits(Draft draft) {
    for (String name : numbers) {
      List<String> others = OracleUnits.others(contract.numbers().get(name).unit());
      if (draft.parameters.get(name) instanceof Amount amount && !others.isEmpty()) {
        String unit = others.get(random.nextInt(others.size()));
        double value = OracleUnits.convert(amount.value(), amount.unit(), unit).doubleValue();
        // now and then the unit alone is changed, as people do
        draft.parameters.put(
            name, new Amount(random.nextInt(8) == 0 ? amount.value() : value, unit));
      }
    }
  }

  /** Everything at its highest. */
  void highest(Draft draft) {
    contract
        .numbers()
        .forEach(
            (name, range) -> draft.parameters.put(name, new Amount(range.high(), range.unit())));
  }

  /** One number from one end of its range to the other. */
  void jump(Draft draft, Map<String, Double> last) {
    String name = numbers.get(random.nextInt(numbers.size()));
    OracleContract.Range range = contract.numbers().get(name);
    boolean high = last.getOrDefault(name, range.low()) > (range.low() + range.high()) / 2;
    draft.parameters.put(name, new Amount(high ? range.low() : range.high(), range.unit()));
  }

  /** Something unusual that the type of the field allows. */
  void oddField(Draft draft, Instant now) {
    String odd = ODD.get(random.nextInt(ODD.size()));
    switch (random.nextInt(8)) {
      case 0 -> draft.experimentId = draft.experimentId + odd;
      case 1 -> draft.campaignId = odd;
      case 2 -> draft.candidateId = odd;
      case 3 -> draft.formula = Optional.of(odd);
      case 4 -> draft.ordinal = Integer.MAX_VALUE;
      case 5 ->
          draft.steps.set(0, new ActuationOrder.Step(odd, "anneal", Optional.of(Double.MAX_VALUE)));
      case 6 -> draft.expiresAt = Instant.parse("9999-12-31T23:59:59.999999999Z");
      default -> draft.notBefore = now.minus(Duration.ofDays(100_000));
    }
  }

  void wrongUnit(Draft draft) {
    String name = required(numbers);
    Amount amount = (Amount) draft.parameters.get(name);
    String unit = WRONG_UNITS.get(random.nextInt(WRONG_UNITS.size()));
    draft.parameters.put(name, new Amount(amount.value(), unit));
  }

  /** A name that only looks right: the setting goes under it, or stands beside it. */
  void wrongName(Draft draft) {
    List<String> names = new ArrayList<>(draft.parameters.keySet());
    String name = names.get(random.nextInt(names.size()));
    String other =
        switch (random.nextInt(7)) {
          case 0 -> name + " ";
          case 1 -> name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
          case 2 -> name + "\u200B";
          case 3 ->
              name.replace('a', '\u0430').replace('e', '\u0435').replace('i', '\u0456') + "\u0301";
          case 4 -> "\uFEFF" + name;
          case 5 -> name + "\u0000";
          default -> name + "2";
        };
    ActuationOrder.Setting setting = draft.parameters.get(name);
    if (random.nextBoolean()) {
      draft.parameters.remove(name);
    }
    draft.parameters.put(other, setting);
  }

  void extra(Draft draft) {
    draft.parameters.put("x" + random.nextInt(1_000), new Amount(random.nextDouble(), "1"));
  }

  void missing(Draft draft) {
    List<String> all = new ArrayList<>(numbers);
    all.addAll(words);
    draft.parameters.remove(required(all));
  }

  void wrongKind(Draft draft) {
    if (words.isEmpty() || random.nextBoolean()) {
      String name = required(numbers);
      Amount amount = (Amount) draft.parameters.get(name);
      draft.parameters.put(name, new Option(Double.toString(amount.value())));
    } else {
      draft.parameters.put(words.get(random.nextInt(words.size())), new Amount(0, "1"));
    }
  }

  void wrongOption(Draft draft) {
    if (words.isEmpty()) {
      wrongKind(draft);
      return;
    }
    String name = words.get(random.nextInt(words.size()));
    String word = contract.words().get(name).get(0);
    List<String> wrong = List.of(word + " ", word + "\u0301", "x" + word, "-", word + word);
    draft.parameters.put(name, new Option(wrong.get(random.nextInt(wrong.size()))));
  }

  private String required(List<String> names) {
    List<String> required = new ArrayList<>(names);
    required.removeAll(contract.optional());
    return required.get(random.nextInt(required.size()));
  }
}
