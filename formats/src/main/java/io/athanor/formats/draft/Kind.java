package io.athanor.formats.draft;

import java.util.Locale;

/** What values a parameter takes; the words of a campaign's definition. */
public enum Kind {
  /** Any number between two bounds. */
  CONTINUOUS,
  /** Whole numbers between two bounds. */
  INTEGER,
  /** One of some numbers. */
  DISCRETE,
  /** One of some words that have an order. */
  ORDINAL,
  /** One of some words. */
  CATEGORICAL;

  /** In lower case. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its values are words. */
  public boolean isNamed() {
    return this == ORDINAL || this == CATEGORICAL;
  }
}
