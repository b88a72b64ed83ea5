package io.athanor.materials.space;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two expressions and how they compare; parsed once by {@link #parse}. */
public final class Comparison {
  /** The comparison signs; equality of what is not linear is refused by the space. */
  enum Sign {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    EQUAL("=");

    private final String text;

    Sign(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final String text;
  private final Expression left;
  private final Sign sign;
  private final Expression right;

  Comparison(String text, Expression left, Sign sign, Expression right) {
    this.text = text;
    this.left = left;
    this.sign = sign;
    this.right = right;
  }

  /**
   * Reads a comparison such as {@code temperature * sqrt(time) <= 4000}: numbers, names (in back
   * quotes where they are no plain words), {@code + - * / ^ ( )}, the functions min, max, abs,
   * sqrt, exp and log, and one of {@code < <= = >= >}.
   *
   * @param field what to call the text where it is wrong
   * @param coordinateOf place of a numeric parameter in a point, empty for a name that is none
   * @throws SpaceException saying at which character what is wrong
   */
  public static Comparison parse(
      String field, String text, java.util.function.Function<String, Integer> coordinateOf) {
    return new ComparisonParser(field, text, coordinateOf).parse();
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** Names of the parameters, in order. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    left.collect(names);
    right.collect(names);
    return Collections.unmodifiableSet(names);
  }

  /** Whether it holds; never where a side is no number. */
  public boolean holds(double[] point) {
    double a = left.at(point);
    double b = right.at(point);
    return switch (sign) {
      case LESS -> a < b;
      case AT_MOST -> a <= b;
      case GREATER -> a > b;
      case AT_LEAST -> a >= b;
      case EQUAL -> a == b;
    };
  }

  /** Whether it is certain not to hold; never where a side is no number. */
  public boolean fails(double[] point) {
    return !holds(point) && !Double.isNaN(left.at(point)) && !Double.isNaN(right.at(point));
  }

  /** By how much it fails: 0 where it holds, infinite where a side is no number. */
  double violation(double[] point) {
    if (holds(point)) {
      return 0;
    }
    double gap = Math.abs(left.at(point) - right.at(point));
    return Double.isNaN(gap) ? Double.POSITIVE_INFINITY : Math.max(gap, Double.MIN_NORMAL);
  }

  boolean isStrict() {
    return sign == Sign.LESS || sign == Sign.GREATER;
  }

  /** Whether both sides must be the same number. */
  public boolean isEquality() {
    return sign == Sign.EQUAL;
  }

  /** The same as a linear constraint, where both sides are linear; strict signs become lax. */
  Optional<Constraint.Linear> linear(String field) {
    return left.affine()
        .flatMap(a -> right.affine().map(b -> a.plus(b, -1)))
        .map(
            difference ->
                new Constraint.Linear(
                    field,
                    difference.terms(),
                    switch (sign) {
                      case LESS, AT_MOST -> Relation.AT_MOST;
                      case GREATER, AT_LEAST -> Relation.AT_LEAST;
                      case EQUAL -> Relation.EQUAL;
                    },
                    0 - difference.constant()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Comparison that
        && text.equals(that.text)
        && left.equals(that.left)
        && right.equals(that.right);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
