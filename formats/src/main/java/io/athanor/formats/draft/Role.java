package io.athanor.formats.draft;

import java.util.Locale;

/** What a column is for. */
public enum Role {
  /** Something that is set before an experiment. */
  PARAMETER,
  /** Something that is measured. */
  OUTCOME,
  /** Standard error of the outcome before it. */
  UNCERTAINTY,
  /** The chemical formula of the row's material. */
  FORMULA,
  /** A name or number of the row. */
  IDENTIFIER,
  /** When the row was made. */
  TIME,
  /** Words for people. */
  NOTE,
  /** The same in every row. */
  CONSTANT,
  /** Left out. */
  IGNORED;

  /** In lower case. */
  public String spelled() {
    return name().toLowerCase(Locale.ROOT);
  }
}
