package io.athanor.allinone.replay;

import java.util.Locale;

/** Which way is better. */
public enum Direction {
  /** Larger is better. */
  MAXIMIZE,
  /** Smaller is better. */
  MINIMIZE;

  /** Reads {@code max}, {@code maximize}, {@code min} or {@code minimize}. */
  static Direction of(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "max", "maximize", "maximise" -> MAXIMIZE;
      case "min", "minimize", "minimise" -> MINIMIZE;
      default -> throw new ReplayException("goal '" + text + "' is neither min nor max");
    };
  }

  /** As the door spells it. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether {@code value} is at least as good as {@code other}. */
  boolean isAtLeastAsGood(double value, double other) {
    return this == MAXIMIZE ? value >= other : value <= other;
  }
}
