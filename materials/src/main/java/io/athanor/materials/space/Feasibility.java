package io.athanor.materials.space;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whether anything is left of a space. That the linear rules contradict each other is proved; that
 * all together do is concluded from a search that always runs the same way.
 */
final class Feasibility {
  private static final long SEED = 0x5EEDL;
  private static final int DRAWS = 4;
  private static final int PROBES = 500;
  private static final long MOST_COMBINATIONS = 1_000_000;

  private Feasibility() {}

  /**
   * Returns where a setting was found.
   *
   * @throws SpaceException naming a rule that takes part in the contradiction
   */
  static void check(RecipeSpace space) {
    Optional<List<String>> contradiction =
        new SliceProgram(space, Slice.relaxed(space)).contradiction();
    if (contradiction.isPresent()) {
      List<String> fields = contradiction.get();
      String culprit =
          fields.stream()
              .filter(each -> !each.startsWith("mixtures"))
              .findFirst()
              .orElse(fields.isEmpty() ? "parameters" : fields.get(0));
      throw new SpaceException(
          culprit,
          fields.size() < 2
              ? "cannot be met within the bounds of its parameters"
              : "cannot be met together with "
                  + String.join(", ", fields.stream().filter(f -> !f.equals(culprit)).toList())
                  + " within the bounds of the parameters");
    }
    checkOptions(space);
    SpaceSampler sampler = new SpaceSampler(space);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < DRAWS; i++) {
      if (sampler.draw(random).isPresent()) {
        return;
      }
    }
    throw new SpaceException(
        culprit(space, random),
        "no setting that keeps to this and to all else was found in a search from a fixed seed:"
            + " the constraints contradict each other, or leave next to nothing");
  }

  private static void checkOptions(RecipeSpace space) {
    List<Constraint.Forbidden> forbidden =
        Constraint.only(space.constraints(), Constraint.Forbidden.class);
    if (forbidden.isEmpty()) {
      return;
    }
    int[] named =
        forbidden.stream()
            .flatMap(each -> each.names().stream())
            .distinct()
            .mapToInt(space::place)
            .sorted()
            .toArray();
    long combinations = 1;
    for (int place : named) {
      combinations *= (long) space.high(place) + 1;
      if (combinations > MOST_COMBINATIONS) {
        return;
      }
    }
    double[] point = new double[space.parameters().size()];
    for (long i = 0; i < combinations; i++) {
      long rest = i;
      for (int place : named) {
        long count = (long) space.high(place) + 1;
        point[place] = rest % count;
        rest /= count;
      }
      if (space.rules().allowsOptions(point)) {
        return;
      }
    }
    throw new SpaceException(forbidden.get(0).field(), "leaves no combination of options at all");
  }

  /** The rule that settings drawn without rules break most often. */
  private static String culprit(RecipeSpace space, SplittableRandom random) {
    SpaceSampler free =
        new SpaceSampler(new RecipeSpace(space.parameters(), space.mixtures(), List.of()));
    Map<String, Integer> broken = new HashMap<>();
    for (int i = 0; i < PROBES; i++) {
      free.draw(random)
          .flatMap(space::breach)
          .ifPresent(field -> broken.merge(field, 1, Integer::sum));
    }
    return broken.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("parameters");
  }
}
