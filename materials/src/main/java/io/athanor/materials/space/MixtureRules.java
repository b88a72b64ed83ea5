package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a mixture must be by itself, before other constraints come into play. */
final class MixtureRules {
  private static final int MOST_DIVISIONS = 1_000_000_000;
  private static final double SLACK = 1e-9;

  private MixtureRules() {}

  static void check(RecipeSpace space, Mixture mixture, String field, Set<String> taken) {
    if (mixture.members().size() < 2) {
      throw new SpaceException(field + ".members", "a mixture needs at least two fractions");
    }
    List<Double> lows = new ArrayList<>();
    List<Double> highs = new ArrayList<>();
    for (int i = 0; i < mixture.members().size(); i++) {
      String name = mixture.members().get(i);
      String at = field + ".members[" + i + "]";
      if (!(space.parameter(name) instanceof Parameter.Continuous range)) {
        throw new SpaceException(
            at,
            space.parameter(name) == null
                ? "there is no parameter '" + name + "'"
                : "parameter '" + name + "' is not continuous");
      }
      if (!taken.add(name)) {
        throw new SpaceException(at, "'" + name + "' is in a mixture already");
      }
      if (range.low() < 0 || range.high() > 1) {
        throw new SpaceException(at, "'" + name + "' must lie within 0 and 1, as fractions do");
      }
      lows.add(range.low());
      highs.add(range.high());
    }
    checkNumbers(mixture, field);
    checkSum(mixture, field, lows, highs);
  }

  private static void checkNumbers(Mixture mixture, String field) {
    int size = mixture.members().size();
    if (mixture.fewest() < 1 || mixture.fewest() > mixture.most() || mixture.most() > size) {
      throw new SpaceException(
          field,
          "needs 1 <= fewest %d <= most %d <= %d members"
              .formatted(mixture.fewest(), mixture.most(), size));
    }
    if (!(mixture.presence() >= 0 && mixture.presence() <= 1)) {
      throw new SpaceException(
          field + ".presence", "must lie within 0 and 1, was " + mixture.presence());
    }
    if (mixture.divisions() < 0 || mixture.divisions() > MOST_DIVISIONS) {
      throw new SpaceException(
          field + ".divisions", "must lie within 0 and %d".formatted(MOST_DIVISIONS));
    }
  }

  private static void checkSum(
      Mixture mixture, String field, List<Double> lows, List<Double> highs) {
    double least = lows.stream().mapToDouble(Double::doubleValue).sum();
    List<Double> descending = new ArrayList<>(highs);
    descending.sort(Collections.reverseOrder());
    double greatest =
        descending.stream().limit(mixture.most()).mapToDouble(Double::doubleValue).sum();
    long always = lows.stream().filter(each -> each > 0).count();
    if (least > 1 + SLACK) {
      throw new SpaceException(field, "is empty: the lows of its members sum to " + least);
    }
    if (greatest < 1 - SLACK) {
      throw new SpaceException(
          field,
          "is empty: the %d greatest highs of its members sum to %s"
              .formatted(mixture.most(), greatest));
    }
    if (always > mixture.most()) {
      throw new SpaceException(
          field,
          "is empty: %d members have lows above zero, most is %d"
              .formatted(always, mixture.most()));
    }
    if (mixture.fewest() * mixture.presence() > 1 + SLACK) {
      throw new SpaceException(
          field,
          "is empty: %d members of at least %s exceed one"
              .formatted(mixture.fewest(), mixture.presence()));
    }
  }
}
