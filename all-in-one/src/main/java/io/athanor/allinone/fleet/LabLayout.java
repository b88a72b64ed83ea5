package io.athanor.allinone.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which instruments a plan needs: of each technique as many as its share of the recipe's time, so
 * that none is the bottleneck by design, and slots spread evenly.
 */
final class LabLayout {
  /** One in so many instruments is maintained during the run. */
  static final int MAINTAINED_ONE_IN = 5;

  private static final double DRIFT = 1e-4;

  private LabLayout() {}

  /** The instruments, by number; a function of the plan. */
  static List<InstrumentSpec> of(FleetPlan plan) {
    int[] counts = counts(plan);
    SplittableRandom random = new SplittableRandom(plan.seed());
    List<InstrumentSpec> specs = new ArrayList<>();
    for (int step = 0; step < counts.length; step++) {
      double loadOfEach = (double) plan.experiments() / counts[step];
      for (int i = 0; i < counts[step]; i++) {
        int number = specs.size();
        double when = 0.2 + 0.6 * random.nextDouble();
        OptionalInt service =
            number % MAINTAINED_ONE_IN == MAINTAINED_ONE_IN - 1
                ? OptionalInt.of((int) Math.max(1, when * loadOfEach))
                : OptionalInt.empty();
        specs.add(
            new InstrumentSpec(
                "%s-%02d".formatted(plan.recipe().get(step).name(), i + 1),
                step,
                plan.recipe().get(step).technique(),
                share(plan.concurrent(), plan.instruments(), number),
                plan.queue(),
                service,
                DRIFT * random.nextDouble()));
      }
    }
    return List.copyOf(specs);
  }

  /** Instruments of each step, by largest remainder; at least one each. */
  private static int[] counts(FleetPlan plan) {
    int steps = plan.recipe().size();
    int spare = plan.instruments() - steps;
    double all = plan.recipe().stream().mapToDouble(RecipePart::share).sum();
    double[] wanted =
        plan.recipe().stream()
            .mapToDouble(each -> Math.max(0, plan.instruments() * each.share() / all - 1))
            .toArray();
    double sum = Math.max(1e-12, IntStream.range(0, steps).mapToDouble(i -> wanted[i]).sum());
    int[] counts = new int[steps];
    int given = 0;
    for (int i = 0; i < steps; i++) {
      wanted[i] *= spare / sum;
      counts[i] = 1 + (int) wanted[i];
      given += counts[i];
    }
    List<Integer> byRemainder =
        IntStream.range(0, steps)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> (int) wanted[i] - wanted[i]))
            .toList();
    for (int i = 0; given < plan.instruments(); i++, given++) {
      counts[byRemainder.get(i % steps)]++;
    }
    return counts;
  }

  private static int share(int all, int among, int number) {
    return all / among + (number < all % among ? 1 : 0);
  }
}
