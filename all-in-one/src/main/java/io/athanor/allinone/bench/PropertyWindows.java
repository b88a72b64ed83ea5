package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.acquisition.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges of wanted values as {@code name:low..high}. */
final class PropertyWindows {
  private static final String NUMBER = "([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)?";
  private static final Pattern FORM =
      Pattern.compile("(?<name>[^:]+):(?<low>" + NUMBER + ")\\.\\.(?<high>" + NUMBER + ")");

  private PropertyWindows() {}

  /**
   * Windows by property, in the order given.
   *
   * @throws IllegalArgumentException where one cannot be read, is empty, or comes twice
   */
  static Map<String, Window> parse(List<String> texts) {
    Map<String, Window> windows = new LinkedHashMap<>();
    for (String text : texts) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "--windows: '" + text + "' is not of the form NAME:LOW..HIGH");
      }
      Window window;
      try {
        window =
            new Window(
                end(matcher.group("low"), Double.NEGATIVE_INFINITY),
                end(matcher.group("high"), Double.POSITIVE_INFINITY));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--windows: '" + text + "': " + e.getMessage(), e);
      }
      if (windows.put(matcher.group("name"), window) != null) {
        throw new IllegalArgumentException(
            "--windows: '" + matcher.group("name") + "' comes twice");
      }
    }
    return windows;
  }

  private static double end(String text, double open) {
    return text.isEmpty() ? open : Double.parseDouble(text);
  }
}
