package io.athanor.allinone.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A seeded design of recipes on the grid a pipetting robot can mix: A-site fractions uniform on the
 * simplex, the others uniform, all rounded to their steps, none twice.
 */
public final class RecipePool {
  /** Hot plate, degrees Celsius. */
  public static final double COLDEST = 60;

  /** Hot plate, degrees Celsius. */
  public static final double HOTTEST = 180;

  /** Anneal time, minutes. */
  public static final double SHORTEST = 5;

  /** Anneal time, minutes. */
  public static final double LONGEST = 60;

  /** Largest tin fraction of the design. */
  static final double MOST_TIN = 1.0;

  /** Largest bromide fraction of the design. */
  static final double MOST_BROMIDE = 0.9;

  /** Largest chloride fraction of the design. */
  static final double MOST_CHLORIDE = 0.08;

  private RecipePool() {}

  /** {@code size} different recipes, the same for the same seed. */
  public static List<Recipe> of(long seed, int size) {
    if (size < 1 || size > 100_000) {
      throw new IllegalArgumentException("size: " + size + " is not in 1..100000");
    }
    RandomGenerator random = Randoms.of(seed, "recipe-pool");
    Set<Recipe> recipes = new LinkedHashSet<>();
    while (recipes.size() < size) {
      recipes.add(draw(random));
    }
    return List.copyOf(new ArrayList<>(recipes));
  }

  private static Recipe draw(RandomGenerator random) {
    // exponentials over their sum are uniform on the simplex
    double first = -Math.log(1 - random.nextDouble());
    double second = -Math.log(1 - random.nextDouble());
    double third = -Math.log(1 - random.nextDouble());
    double sum = first + second + third;
    double cesium = rounded(first / sum, 0.05);
    double methylammonium = Math.min(rounded(second / sum, 0.05), rounded(1 - cesium, 0.05));
    return new Recipe(
        cesium,
        methylammonium,
        rounded(MOST_TIN * random.nextDouble(), 0.05),
        rounded(MOST_BROMIDE * random.nextDouble(), 0.05),
        rounded(MOST_CHLORIDE * random.nextDouble(), 0.01),
        rounded(COLDEST + (HOTTEST - COLDEST) * random.nextDouble(), 5),
        rounded(SHORTEST + (LONGEST - SHORTEST) * random.nextDouble(), 5));
  }

  private static double rounded(double value, double step) {
    return Math.rint(Math.rint(value / step) * step * 1e6) / 1e6;
  }
}
