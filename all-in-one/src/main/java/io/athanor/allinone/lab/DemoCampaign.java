package io.athanor.allinone.lab;

import io.athanor.allinone.client.Campaigns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The demonstration: which perovskite, made how, gives the best solar cell?
 *
 * @param seed of pool, laboratory and planner
 * @param features what the surrogate sees
 * @param robots how many experiments run at once
 */
record DemoCampaign(long seed, List<String> features, int robots) {
  /** Recipes in the pool. */
  static final int POOL_SIZE = 1_500;

  private static final int INITIAL_DESIGN = 8;

  /** Half the planner's standard: sixty experiments in seven dimensions leave little to explore. */
  private static final double KAPPA = 0.5;

  private static final int YEAR_SECONDS = 31_536_000;
  private static final int LEASE_SECONDS = 600;

  DemoCampaign {
    features = List.copyOf(features);
  }

  String campaignId() {
    return "demo-" + seed;
  }

  List<Recipe> recipes() {
    return RecipePool.of(seed, POOL_SIZE);
  }

  /** The same for the same seed, so that a second run finds it defined. */
  Campaigns.Definition definition() {
    List<Campaigns.Parameter> parameters =
        List.of(
            Campaigns.Parameter.continuous(Recipe.CESIUM, "1", 0, 1),
            Campaigns.Parameter.continuous(Recipe.METHYLAMMONIUM, "1", 0, 1),
            Campaigns.Parameter.continuous(Recipe.TIN, "1", 0, RecipePool.MOST_TIN),
            Campaigns.Parameter.continuous(Recipe.BROMIDE, "1", 0, RecipePool.MOST_BROMIDE),
            Campaigns.Parameter.continuous(Recipe.CHLORIDE, "1", 0, RecipePool.MOST_CHLORIDE),
            Campaigns.Parameter.continuous(
                Recipe.ANNEAL_TEMPERATURE, "Cel", RecipePool.COLDEST, RecipePool.HOTTEST),
            Campaigns.Parameter.continuous(
                Recipe.ANNEAL_TIME, "min", RecipePool.SHORTEST, RecipePool.LONGEST));
    return new Campaigns.Definition(
        campaignId(),
        "Simulated perovskite solar cells, seed " + seed,
        List.of(new Campaigns.Objective(VirtualLab.OBJECTIVE, "%", "maximize")),
        new Campaigns.Search(new Campaigns.Pool(POOL_SIZE, parameters)),
        new Campaigns.Policy(
            "upper-confidence-bound", "gaussian-process", features, KAPPA, INITIAL_DESIGN),
        POOL_SIZE,
        robots,
        YEAR_SECONDS,
        LEASE_SECONDS,
        seed,
        true);
  }

  List<Campaigns.Candidate> candidates() {
    List<Recipe> recipes = recipes();
    List<Campaigns.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < recipes.size(); i++) {
      Recipe recipe = recipes.get(i);
      candidates.add(
          new Campaigns.Candidate(
              i, recipe.formula(), Map.copyOf(recipe.parameters()), Map.of("simulated", "true")));
    }
    return candidates;
  }

  /** Noise-free truth of the best of some recipes, per cent; 0 for none. */
  double truthOfBest(List<Integer> measured) {
    List<Recipe> recipes = recipes();
    return measured.stream()
        .mapToDouble(index -> Film.of(recipes.get(index)).efficiency())
        .max()
        .orElse(0);
  }

  /**
   * What picking at random finds in the same laboratory with the same budget: noise-free truth of
   * the best recipe that gave a film, per cent.
   */
  double truthOfBestAtRandom(int experiments) {
    List<Recipe> recipes = recipes();
    List<Integer> order = new ArrayList<>(IntStream.range(0, recipes.size()).boxed().toList());
    Collections.shuffle(order, new Random(Randoms.of(seed, "random-control").nextLong()));
    VirtualLab lab = new VirtualLab(seed);
    List<Integer> measured = new ArrayList<>();
    for (int i = 0; i < Math.min(experiments, order.size()); i++) {
      Recipe recipe = recipes.get(order.get(i));
      if (lab.make("random-control-" + i, i, recipe) instanceof Sample.Made) {
        measured.add(order.get(i));
      }
    }
    return truthOfBest(measured);
  }

  /** The best there is in the pool, per cent. */
  double truthOfPool() {
    return truthOfBest(IntStream.range(0, POOL_SIZE).boxed().toList());
  }
}
