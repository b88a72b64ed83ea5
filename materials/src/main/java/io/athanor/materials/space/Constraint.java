package io.athanor.materials.space;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a setting must keep to beyond the bounds of its parameters. */
public sealed interface Constraint {
  /** Where it stands in the definition, e.g. {@code linear[1]}; for messages. */
  String field();

  /** Names of the parameters it speaks of, in order of name. */
  Set<String> names();

  /**
   * Sum of coefficient x value, compared to a bound.
   *
   * @param field place in the definition
   * @param terms coefficient by parameter name; numeric parameters only
   * @param relation how the sum compares
   * @param bound right-hand side
   */
  record Linear(String field, Map<String, Double> terms, Relation relation, double bound)
      implements Constraint {
    /** Copies. */
    public Linear {
      terms = Collections.unmodifiableMap(new TreeMap<>(terms));
    }

    @Override
    public Set<String> names() {
      return terms.keySet();
    }
  }

  /**
   * A comparison of two expressions that is not linear.
   *
   * @param field place in the definition
   * @param comparison what must hold
   */
  record Nonlinear(String field, Comparison comparison) implements Constraint {
    @Override
    public Set<String> names() {
      return comparison.names();
    }
  }

  /**
   * How many of some numbers differ from zero.
   *
   * @param field place in the definition
   * @param names numeric parameters
   * @param fewest least count
   * @param most greatest count
   */
  record Cardinality(String field, Set<String> names, int fewest, int most) implements Constraint {
    /** Copies. */
    public Cardinality {
      names = Collections.unmodifiableSet(new TreeSet<>(names));
    }
  }

  /**
   * Options that must not come together.
   *
   * @param field place in the definition
   * @param options option by name of an ordinal or categorical parameter
   */
  record Forbidden(String field, Map<String, String> options) implements Constraint {
    /** Copies. */
    public Forbidden {
      options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    @Override
    public Set<String> names() {
      return options.keySet();
    }
  }

  /** The constraints of one kind, in order. */
  static <C extends Constraint> List<C> only(List<Constraint> all, Class<C> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
