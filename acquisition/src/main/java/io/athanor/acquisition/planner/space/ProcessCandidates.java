package io.athanor.acquisition.planner.space;

import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.materials.space.RecipeSpace;
import io.athanor.materials.space.SpaceSampler;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Points of a process space worth scoring: scrambled Sobol points, mapped so that they are uniform
 * under the constraints, the lattice of each mixture's corners, edges and faces, and perturbations
 * of the incumbents at two scales. Every point keeps to every constraint.
 */
public final class ProcessCandidates {
  private static final int SPREAD = 1024;
  private static final int ATTEMPTS = 8;
  private static final int LATTICE = 128;
  private static final int AROUND_EACH = 64;
  private static final double[] SCALES = {0.1, 0.02};

  private ProcessCandidates() {}

  /** Distinct candidates; fewer than usual where the space has few, none where it is too tight. */
  public static List<Point> draw(
      SearchSpace.Process space, List<Point> incumbents, SplittableRandom random) {
    RecipeSpace recipes = space.recipes();
    SpaceSampler sampler = new SpaceSampler(recipes);
    Set<Point> drawn = new LinkedHashSet<>();
    Sobol sobol = Sobol.scrambled(recipes.parameters().size(), random);
    for (int i = 0; i < SPREAD; i++) {
      Optional<double[]> found = sampler.draw(sobol.next(), random);
      if (found.isEmpty() && drawn.isEmpty() && i >= ATTEMPTS) {
        break;
      }
      found.ifPresent(each -> drawn.add(point(each)));
    }
    for (double[] each : SimplexLattice.points(recipes, sampler, LATTICE, random)) {
      drawn.add(point(each));
    }
    for (Point incumbent : incumbents) {
      double[] centre = incumbent.coordinates().stream().mapToDouble(Double::doubleValue).toArray();
      for (double scale : SCALES) {
        for (int i = 0; i < AROUND_EACH; i++) {
          sampler
              .near(centre, scale, () -> Seeds.gaussian(random), random)
              .ifPresent(each -> drawn.add(point(each)));
        }
      }
    }
    return List.copyOf(drawn);
  }

  private static Point point(double[] coordinates) {
    return new Point(Arrays.stream(coordinates).boxed().toList());
  }
}
