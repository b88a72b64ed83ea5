package io.athanor.materials.space;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A number computed from parameters. Values are the same bits on every machine: basic operations of
 * IEEE 754, functions of {@link StrictMath}.
 */
sealed interface Expression {
  /** The value at a setting, by coordinate; may be NaN or infinite. */
  double at(double[] point);

  /** Adds the names it speaks of. */
  void collect(Set<String> names);

  /** Constant and coefficients where it is affine in its parameters, else empty. */
  Optional<Affine> affine();

  /** Constant + sum of coefficient x parameter. */
  record Affine(double constant, Map<String, Double> terms) {
    Affine plus(Affine other, double factor) {
      Map<String, Double> sum = new TreeMap<>(terms);
      other.terms.forEach((name, value) -> sum.merge(name, factor * value, Double::sum));
      return new Affine(constant + factor * other.constant, sum);
    }

    Affine times(double factor) {
      return new Affine(0, Map.of()).plus(this, factor);
    }

    OptionalDouble value() {
      return terms.values().stream().allMatch(each -> each == 0)
          ? OptionalDouble.of(constant)
          : OptionalDouble.empty();
    }
  }

  /** A literal. */
  record Literal(double value) implements Expression {
    @Override
    public double at(double[] point) {
      return value;
    }

    @Override
    public void collect(Set<String> names) {
      // a literal speaks of no parameter
    }

    @Override
    public Optional<Affine> affine() {
      return Optional.of(new Affine(value, Map.of()));
    }
  }

  /** A parameter's value. */
  record Variable(String name, int index) implements Expression {
    @Override
    public double at(double[] point) {
      return point[index];
    }

    @Override
    public void collect(Set<String> names) {
      names.add(name);
    }

    @Override
    public Optional<Affine> affine() {
      return Optional.of(new Affine(0, Map.of(name, 1.0)));
    }
  }

  /** Two values and an operator out of {@code + - * / ^}. */
  record Binary(char operator, Expression left, Expression right) implements Expression {
    @Override
    public double at(double[] point) {
      double a = left.at(point);
      double b = right.at(point);
      return switch (operator) {
        case '+' -> a + b;
        case '-' -> a - b;
        case '*' -> a * b;
        case '/' -> a / b;
        default -> StrictMath.pow(a, b);
      };
    }

    @Override
    public void collect(Set<String> names) {
      left.collect(names);
      right.collect(names);
    }

    @Override
    public Optional<Affine> affine() {
      Optional<Affine> before = left.affine();
      Optional<Affine> after = right.affine();
      if (before.isEmpty() || after.isEmpty()) {
        return Optional.empty();
      }
      Affine a = before.get();
      Affine b = after.get();
      OptionalDouble first = a.value();
      OptionalDouble second = b.value();
      return Optional.ofNullable(
          switch (operator) {
            case '+' -> a.plus(b, 1);
            case '-' -> a.plus(b, -1);
            case '*' ->
                first.isPresent()
                    ? b.times(first.getAsDouble())
                    : second.isPresent() ? a.times(second.getAsDouble()) : null;
            case '/' -> second.isPresent() ? a.times(1 / second.getAsDouble()) : null;
            default ->
                first.isPresent() && second.isPresent()
                    ? new Affine(
                        StrictMath.pow(first.getAsDouble(), second.getAsDouble()), Map.of())
                    : null;
          });
    }
  }

  /** What a function is called. */
  enum Function {
    /** Least of its arguments. */
    MIN,
    /** Greatest of its arguments. */
    MAX,
    /** Magnitude. */
    ABS,
    /** Square root. */
    SQRT,
    /** Exponential. */
    EXP,
    /** Natural logarithm. */
    LOG
  }

  /** A function of one value, or of several for min and max. */
  record Call(Function function, List<Expression> arguments) implements Expression {
    @Override
    public double at(double[] point) {
      double value = arguments.get(0).at(point);
      return switch (function) {
        case ABS -> Math.abs(value);
        case SQRT -> Math.sqrt(value);
        case EXP -> StrictMath.exp(value);
        case LOG -> StrictMath.log(value);
        case MIN -> rest(point, value, true);
        case MAX -> rest(point, value, false);
      };
    }

    private double rest(double[] point, double first, boolean least) {
      double value = first;
      for (int i = 1; i < arguments.size(); i++) {
        double next = arguments.get(i).at(point);
        value = least ? Math.min(value, next) : Math.max(value, next);
      }
      return value;
    }

    @Override
    public void collect(Set<String> names) {
      arguments.forEach(each -> each.collect(names));
    }

    @Override
    public Optional<Affine> affine() {
      Set<String> names = new TreeSet<>();
      collect(names);
      return names.isEmpty()
          ? Optional.of(new Affine(at(new double[0]), Map.of()))
          : Optional.empty();
    }
  }
}
