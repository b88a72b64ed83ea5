package io.athanor.gateway.contract;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One schema of the contract, compiled: the part of JSON Schema 2020-12 that the contract uses,
 * fast enough for a spectrum of a million points. A keyword that is not understood is refused when
 * the contract is read, so nothing the contract says goes unchecked.
 */
record Schema(
    Set<Type> types,
    Optional<Set<Object>> options,
    Map<String, Schema> properties,
    Set<String> required,
    Extra extra,
    Optional<Schema> items,
    boolean unique,
    Limits limits,
    Optional<Pattern> pattern) {

  /** JSON types. */
  enum Type {
    STRING("a string"),
    NUMBER("a number"),
    INTEGER("a whole number"),
    BOOLEAN("true or false"),
    OBJECT("an object"),
    ARRAY("an array");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    private boolean fits(Object value) {
      return switch (this) {
        case STRING -> value instanceof String;
        case NUMBER -> value instanceof Number;
        case INTEGER -> value instanceof Number number && isWhole(number);
        case BOOLEAN -> value instanceof Boolean;
        case OBJECT -> value instanceof JsonObject;
        case ARRAY -> value instanceof JsonArray;
      };
    }

    private static boolean isWhole(Number number) {
      double value = number.doubleValue();
      return !(number instanceof Double || number instanceof Float)
          || (Double.isFinite(value) && value == Math.rint(value));
    }
  }

  /**
   * What is not among the properties.
   *
   * @param allowed whether it may be there
   * @param schema what it must be
   */
  record Extra(boolean allowed, Optional<Schema> schema) {}

  /**
   * Bounds, both ends included.
   *
   * @param low least number
   * @param high greatest number
   * @param fewest least length, count of items or of members
   * @param most greatest length, count of items or of members
   */
  record Limits(double low, double high, int fewest, int most) {}

  /** Takes immutable copies. */
  Schema {
    types = Set.copyOf(types);
    required = Set.copyOf(required);
  }

  /**
   * Holds {@code value}, which stands at {@code pointer}, to this schema.
   *
   * @throws ProblemException naming the first field that does not fit
   */
  void check(Object value, String pointer) {
    if (!types.isEmpty() && types.stream().noneMatch(type -> type.fits(value))) {
      throw violation(pointer, "must be " + typeText());
    }
    if (options.isPresent() && !options.get().contains(value)) {
      throw violation(pointer, "must be one of " + options.get());
    }
    if (value instanceof JsonObject object) {
      checkObject(object, pointer);
    } else if (value instanceof JsonArray array) {
      checkArray(array, pointer);
    } else if (value instanceof String text) {
      checkCount(text.codePointCount(0, text.length()), "characters", pointer);
      if (pattern.isPresent() && !pattern.get().matcher(text).find()) {
        throw violation(pointer, "does not match " + pattern.get());
      }
    } else if (value instanceof Number number) {
      checkNumber(number.doubleValue(), pointer);
    }
  }

  /**
   * Holds a parameter, which is text, to this schema.
   *
   * @throws ProblemException naming the parameter
   */
  void checkText(String text, String name) {
    if (types.equals(Set.of(Type.INTEGER))) {
      try {
        check(Integer.valueOf(text), name);
      } catch (NumberFormatException e) {
        throw violation(name, "must be " + typeText());
      }
    } else {
      check(text, name);
    }
  }

  private void checkObject(JsonObject object, String pointer) {
    for (String name : required) {
      if (!object.containsKey(name)) {
        throw violation(pointer + "/" + escaped(name), "is missing");
      }
    }
    checkCount(object.size(), "members", pointer);
    for (Map.Entry<String, Object> member : object) {
      String at = pointer + "/" + escaped(member.getKey());
      Schema schema = properties.get(member.getKey());
      if (schema != null) {
        schema.check(member.getValue(), at);
      } else if (!extra.allowed()) {
        throw violation(at, "is not known here");
      } else if (extra.schema().isPresent()) {
        extra.schema().get().check(member.getValue(), at);
      }
    }
  }

  private void checkArray(JsonArray array, String pointer) {
    checkCount(array.size(), "items", pointer);
    if (items.isPresent()) {
      Schema each = items.get();
      for (int i = 0; i < array.size(); i++) {
        Object value = array.getValue(i);
        if (!(value instanceof Number) || !each.isAnyNumber()) {
          each.check(value, pointer + "/" + i);
        }
      }
    }
    if (unique && array.stream().distinct().count() < array.size()) {
      throw violation(pointer, "must not hold the same item twice");
    }
  }

  /** Saves building a pointer for each point of a curve. */
  private boolean isAnyNumber() {
    return types.equals(Set.of(Type.NUMBER))
        && options.isEmpty()
        && limits.low() == Double.NEGATIVE_INFINITY
        && limits.high() == Double.POSITIVE_INFINITY;
  }

  private void checkNumber(double value, String pointer) {
    if (value < limits.low() || value > limits.high()) {
      throw violation(
          pointer,
          "must be "
              + (limits.high() == Double.POSITIVE_INFINITY
                  ? "at least " + text(limits.low())
                  : "in " + text(limits.low()) + ".." + text(limits.high())));
    }
  }

  private void checkCount(int count, String what, String pointer) {
    if (count < limits.fewest()) {
      throw violation(pointer, "must have at least " + limits.fewest() + " " + what);
    }
    if (count > limits.most()) {
      throw violation(pointer, "must have at most " + limits.most() + " " + what);
    }
  }

  private String typeText() {
    List<String> texts = types.stream().sorted().map(type -> type.text).toList();
    return String.join(" or ", texts);
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static ProblemException violation(String pointer, String reason) {
    return ProblemException.at(pointer, ProblemCode.CONTRACT, reason);
  }
}
