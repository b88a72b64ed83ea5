package io.athanor.acquisition.planner;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ways to come by the value of the first objective, cheap ones before the one that counts.
 *
 * @param levels none, or the cheap one and the one that counts
 */
public record Fidelities(List<Level> levels) {
  /** Place of the cheap level. */
  public static final int CHEAP = 0;

  /** Place of the level that counts. */
  public static final int TARGET = 1;

  private static final String FIELD = "policy.fidelities";

  /**
   * One way.
   *
   * @param name as proposals name it
   * @param cost of one value, positive, in the unit of the campaign's budget
   * @param instruments whose readings are of this level
   * @param methods whose computations are of this level
   */
  public record Level(String name, double cost, List<String> instruments, List<String> methods) {
    /** Copies and checks. */
    public Level {
      instruments = List.copyOf(instruments);
      methods = List.copyOf(methods);
      if (name.isBlank()) {
        throw new IllegalArgumentException(FIELD + ".name must not be blank");
      }
      if (!(cost > 0) || Double.isInfinite(cost)) {
        throw new IllegalArgumentException(
            FIELD + ".cost must be positive and finite, was " + cost);
      }
    }
  }

  /** Copies and checks. */
  public Fidelities {
    levels = List.copyOf(levels);
    if (!levels.isEmpty()) {
      if (levels.size() != 2) {
        throw new IllegalArgumentException(
            FIELD + " must be two, the cheap one first, were " + levels.size());
      }
      if (levels.get(CHEAP).name().equals(levels.get(TARGET).name())) {
        throw new IllegalArgumentException(FIELD + " must have different names");
      }
      if (levels.get(CHEAP).cost() >= levels.get(TARGET).cost()) {
        throw new IllegalArgumentException(FIELD + " must cost less first than last");
      }
      requireApart(levels.get(CHEAP).instruments(), levels.get(TARGET).instruments());
      requireApart(levels.get(CHEAP).methods(), levels.get(TARGET).methods());
    }
  }

  private static void requireApart(List<String> cheap, List<String> target) {
    Set<String> both = new HashSet<>(cheap);
    both.retainAll(target);
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(FIELD + " must not share '%s'".formatted(min(both)));
    }
  }

  private static String min(Set<String> names) {
    return names.stream().sorted().findFirst().orElseThrow();
  }

  /** Of a campaign that knows one way only. */
  public static Fidelities none() {
    return new Fidelities(List.of());
  }

  /** Whether there is one way only. */
  public boolean isEmpty() {
    return levels.isEmpty();
  }

  /** The cheap level; only where there is one. */
  public Level cheap() {
    return levels.get(CHEAP);
  }

  /** The level that counts; only where there are several. */
  public Level target() {
    return levels.get(TARGET);
  }

  /** Whether this is the name of the cheap level. */
  public boolean isCheap(Optional<String> name) {
    return !isEmpty() && name.filter(cheap().name()::equals).isPresent();
  }

  /** The level whose readings an instrument's are; empty where none names it. */
  public OptionalInt ofInstrument(String instrument) {
    return IntStream.range(0, levels.size())
        .filter(i -> levels.get(i).instruments().contains(instrument))
        .findFirst();
  }

  /** The level whose computations a method's are; empty where none names it. */
  public OptionalInt ofMethod(String method) {
    return IntStream.range(0, levels.size())
        .filter(i -> levels.get(i).methods().contains(method))
        .findFirst();
  }

  /** What an experiment of this level costs; 1 where all cost alike. */
  public double cost(Optional<String> name) {
    return isEmpty() ? 1 : isCheap(name) ? cheap().cost() : target().cost();
  }
}
