package io.athanor.bridge.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The oracle's own reading of an envelope file. Lenient: what is wrong in it the bridge refuses.
 *
 * @param numbers limits of number parameters
 * @param words options of word parameters
 * @param optional parameters that may be missing
 * @param elsewhere parameters that are passed over
 */
record OracleContract(
    Map<String, Range> numbers,
    Map<String, List<String>> words,
    List<String> optional,
    List<String> elsewhere,
    List<OracleFormula> demanded,
    List<Forbidden> forbidden,
    List<Total> totals) {
  record Range(String unit, double low, double high, double perMinute) {}

  record Forbidden(List<OracleFormula> formulas, Map<String, List<String>> options) {}

  record Total(String name, List<String> of, double perHour, double perDay, double ever) {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException where the oracle does not know a unit or a formula of it
   */
  static OracleContract read(String text) {
    Map<String, Object> root =
        map(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text));
    Map<String, Range> numbers = new TreeMap<>();
    Map<String, List<String>> words = new TreeMap<>();
    List<String> optional = new ArrayList<>();
    map(root.get("parameters"))
        .forEach(
            (name, said) -> {
              Map<String, Object> limit = map(said);
              if (Boolean.FALSE.equals(limit.get("required"))) {
                optional.add(name);
              }
              if (limit.containsKey("options")) {
                words.put(name, texts(limit.get("options")));
              } else {
                numbers.put(name, range(limit));
              }
            });
    List<OracleFormula> demanded = new ArrayList<>();
    for (Object each : list(root.get("demanded"))) {
      demanded.add(new OracleFormula((String) map(each).get("comparison")));
    }
    List<Forbidden> forbidden = new ArrayList<>();
    for (Object each : list(root.get("forbidden"))) {
      Map<String, List<String>> options = new TreeMap<>();
      map(map(each).get("options")).forEach((name, said) -> options.put(name, texts(said)));
      forbidden.add(
          new Forbidden(
              texts(map(each).get("comparisons")).stream().map(OracleFormula::new).toList(),
              options));
    }
    List<Total> totals = new ArrayList<>();
    for (Object each : list(root.get("totals"))) {
      Map<String, Object> said = map(each);
      totals.add(
          new Total(
              (String) said.get("name"),
              texts(said.get("of")),
              number(said.get("perHour")),
              number(said.get("perDay")),
              number(said.get("ever"))));
    }
    return new OracleContract(
        numbers, words, optional, texts(root.get("elsewhere")), demanded, forbidden, totals);
  }

  private static Range range(Map<String, Object> limit) {
    String unit = (String) limit.get("unit");
    if (!OracleUnits.isKnown(unit)) {
      throw new IllegalArgumentException("the oracle does not know the unit '" + unit + "'");
    }
    return new Range(
        unit, number(limit.get("low")), number(limit.get("high")), number(limit.get("perMinute")));
  }

  /** No limit where nothing is said. */
  private static double number(Object said) {
    return said == null ? Double.POSITIVE_INFINITY : ((Number) said).doubleValue();
  }

  private static Map<String, Object> map(Object said) {
    Map<String, Object> map = new TreeMap<>();
    if (said instanceof Map<?, ?> members) {
      members.forEach((name, value) -> map.put(name.toString(), value));
    }
    return map;
  }

  private static List<?> list(Object said) {
    return said instanceof List<?> list ? list : List.of();
  }

  private static List<String> texts(Object said) {
    return list(said).stream().map(Object::toString).toList();
  }
}
