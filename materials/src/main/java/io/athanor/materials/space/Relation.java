package io.athanor.materials.space;

/** How the two sides of a constraint compare. */
public enum Relation {
  /** Left &lt;= right. */
  AT_MOST,
  /** Left &gt;= right. */
  AT_LEAST,
  /** Left = right. */
  EQUAL
}
