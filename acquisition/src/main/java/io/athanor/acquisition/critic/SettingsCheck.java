package io.athanor.acquisition.critic;

import io.athanor.materials.space.Parameter;
import io.athanor.materials.unit.Units;
import java.util.Map;

/** Whether every setting is a number that means something and lies in what was declared. */
final class SettingsCheck {
  private static final String CHECK = "range";
  private static final double ABSOLUTE_ZERO_CELSIUS = -273.15;

  /** Just below the melting point of tungsten (3695 K; CRC Handbook): no furnace goes there. */
  private static final double HOTTEST_KELVIN = 3600;

  /** Numbers are compared after a round trip through text and floats. */
  private static final double ROUNDING = 1e-6;

  private SettingsCheck() {}

  static void on(Review review) {
    review.terms().declared().keySet().stream()
        .filter(name -> !review.proposal().settings().containsKey(name))
        .forEach(name -> review.find(CHECK, 1, name + " is declared but not set"));
    for (Map.Entry<String, Object> setting : review.proposal().settings().entrySet()) {
      Declared declared = review.terms().declared().get(setting.getKey());
      if (setting.getValue() instanceof Double value) {
        number(review, setting.getKey(), value, declared);
      } else {
        option(review, setting.getKey(), (String) setting.getValue(), declared);
      }
    }
  }

  private static void option(Review review, String name, String value, Declared declared) {
    if (declared == null) {
      return;
    }
    if (!(declared.parameter() instanceof Parameter.Named named)) {
      review.find(CHECK, 1, "%s is '%s', declared is a number".formatted(name, value));
    } else if (!named.options().contains(value)) {
      review.find(CHECK, 1, "%s has no option '%s'".formatted(name, value));
    }
  }

  private static void number(Review review, String name, double value, Declared declared) {
    if (!Double.isFinite(value)) {
      review.find(CHECK, 1, name + " is no finite number");
      return;
    }
    if (declared != null) {
      declaredRange(review, name, value, declared.parameter());
    }
    String unit = declared == null ? "" : declared.unit();
    Quality quality = review.terms().quality(name);
    if (quality.isAmount() && value < 0) {
      review.find(CHECK, 1, "%s is %s, below nothing".formatted(name, Review.figure(value)));
    } else if (quality == Quality.TEMPERATURE) {
      temperature(review, name, value, unit);
    }
  }

  private static void declaredRange(Review review, String name, double value, Parameter parameter) {
    if (parameter instanceof Parameter.Continuous range) {
      bounds(review, name, value, range.low(), range.high());
    } else if (parameter instanceof Parameter.Whole range) {
      bounds(review, name, value, range.low(), range.high());
      if (value != Math.rint(value)) {
        review.find(CHECK, 1, "%s is %s, no whole number".formatted(name, Review.figure(value)));
      }
    } else if (parameter instanceof Parameter.Discrete listed) {
      boolean there =
          listed.values().stream()
              .anyMatch(each -> Math.abs(each - value) <= ROUNDING * (1 + Math.abs(each)));
      if (!there) {
        review.find(CHECK, 1, "%s has no value %s".formatted(name, Review.figure(value)));
      }
    } else {
      review.find(CHECK, 1, "%s is a number, declared are options".formatted(name));
    }
  }

  private static void bounds(Review review, String name, double value, double low, double high) {
    double slack = ROUNDING * (high - low) + 1e-9 * Math.max(Math.abs(low), Math.abs(high));
    if (value < low - slack || value > high + slack) {
      review.find(
          CHECK,
          1,
          "%s is %s, declared is %s to %s"
              .formatted(name, Review.figure(value), Review.figure(low), Review.figure(high)));
    }
  }

  private static void temperature(Review review, String name, double value, String unit) {
    if (!unit.isBlank() && Units.isKnown(unit) && Units.isConvertible(unit, "K")) {
      double kelvin = Units.convert(value, unit, "K");
      if (kelvin < 0 || kelvin > HOTTEST_KELVIN) {
        review.find(
            CHECK,
            1,
            "%s is %s K, outside 0 to %s K"
                .formatted(name, Review.figure(kelvin), Review.figure(HOTTEST_KELVIN)));
      }
    } else if (value < ABSOLUTE_ZERO_CELSIUS) {
      review.find(CHECK, 1, "%s is %s, below absolute zero".formatted(name, Review.figure(value)));
    }
  }
}
