package io.athanor.gateway.event;

import java.util.Locale;

/** Enumerations at the door are lower case with dashes. */
public final class Spelling {
  private Spelling() {}

  /** {@code UPPER_CONFIDENCE_BOUND} as {@code upper-confidence-bound}. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant that is spelled so; the contract has checked that there is one. */
  public static <E extends Enum<E>> E read(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
