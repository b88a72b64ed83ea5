package io.athanor.materials.space;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * Draws settings of a space without bias: named options uniform among those that may come together,
 * the set of numbers that are not zero uniform among those allowed, the numbers uniform given
 * these. Plain rejection does it where it succeeds; where constraints are tight a random walk takes
 * over. Every setting it returns is allowed and rounded. Not thread-safe; the same calls with the
 * same random numbers give the same settings.
 */
public final class SpaceSampler {
  private static final int TRIES = 100;
  private static final int OPTION_TRIES = 10_000;
  private static final int SUPPORT_TRIES = 50;
  private static final double HOPELESS = 0.01;

  /** What is remembered of a slice: how often rejection succeeded, and its walk. */
  private static final class Memory {
    private int tries;
    private int hits;
    private Walk walk;

    boolean isHopeless() {
      return tries >= TRIES && hits < HOPELESS * tries;
    }
  }

  private final RecipeSpace space;
  private final Supports supports;
  private final Draws draws;
  private final Tidy tidy;
  private final Steps steps;
  private final Map<Slice, Memory> memories = new HashMap<>();

  /** For one space. */
  public SpaceSampler(RecipeSpace space) {
    this.space = space;
    this.supports = new Supports(space);
    this.draws = new Draws(space, supports);
    this.tidy = new Tidy(space);
    this.steps = new Steps(space, supports, tidy);
  }

  /** A setting; empty where none was found within a fixed number of tries. */
  public Optional<double[]> draw(SplittableRandom random) {
    return draw(place -> random.nextDouble(), random);
  }

  /**
   * A setting from one uniform number per parameter, as low-discrepancy sequences give them; where
   * that lands outside, another of the same support takes its place.
   */
  public Optional<double[]> draw(double[] uniform, SplittableRandom random) {
    return draw(place -> uniform[place], random);
  }

  /**
   * An allowed setting near another: options and steps change now and then, numbers by normal steps
   * of {@code scale} times their range, kept on the affine subspace of the equalities.
   *
   * @param normal standard normal numbers
   * @return empty where no allowed neighbour was met within a few tries
   */
  public Optional<double[]> near(
      double[] centre, double scale, DoubleSupplier normal, SplittableRandom random) {
    return steps.near(centre, scale, normal, random);
  }

  private Optional<double[]> draw(IntToDoubleFunction uniform, SplittableRandom random) {
    double[] point = new double[space.parameters().size()];
    if (!drawOptions(point, uniform, random)) {
      return Optional.empty();
    }
    for (int i = 0; i < SUPPORT_TRIES; i++) {
      Optional<Slice> slice = supports.draw(random);
      if (slice.isEmpty()) {
        return Optional.empty();
      }
      double[] found = within(slice.get(), point, uniform, random);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private boolean drawOptions(
      double[] point, IntToDoubleFunction uniform, SplittableRandom random) {
    for (int i = 0; i < OPTION_TRIES; i++) {
      for (int place = 0; place < point.length; place++) {
        if (space.parameters().get(place) instanceof Parameter.Named named) {
          double u = i == 0 ? uniform.applyAsDouble(place) : random.nextDouble();
          point[place] = (int) (u * named.options().size());
        }
      }
      if (space.rules().allowsOptions(point)) {
        return true;
      }
    }
    return false;
  }

  private double[] within(
      Slice slice, double[] point, IntToDoubleFunction uniform, SplittableRandom random) {
    Memory memory = memories.computeIfAbsent(slice, each -> new Memory());
    for (int i = 0; i < TRIES && !memory.isHopeless(); i++) {
      memory.tries++;
      boolean mixed =
          draws.numbers(slice, point, i == 0 ? uniform : place -> random.nextDouble(), random);
      double[] tidied = mixed ? tidy.of(point) : null;
      if (tidied != null) {
        memory.hits++;
        return tidied;
      }
    }
    if (memory.walk == null) {
      memory.walk = new Walk(space, supports, slice);
    }
    for (int i = 0; i < TRIES; i++) {
      if (!memory.walk.next(point, random)) {
        supports.exclude(slice);
        return null;
      }
      double[] tidied = tidy.of(point);
      if (tidied != null) {
        return tidied;
      }
    }
    supports.exclude(slice);
    return null;
  }
}
