package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Policy.Acquisition;
import io.athanor.acquisition.planner.Policy.Surrogate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Strategies by name: the engine's policies, and foils. */
public final class Strategies {
  private static final Map<String, Supplier<Strategy>> ALL = all();

  private Strategies() {}

  /** Every name. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * The strategy of that name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Strategy named(String name) {
    Supplier<Strategy> found = ALL.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "there is no policy '%s'; there are %s".formatted(name, String.join(", ", names())));
    }
    return found.get();
  }

  private static Map<String, Supplier<Strategy>> all() {
    Map<String, Supplier<Strategy>> all = new LinkedHashMap<>();
    all.put("auto", () -> new CampaignStrategy("auto", Policy.standard()));
    campaign(all, "ucb", Acquisition.UPPER_CONFIDENCE_BOUND, 1);
    campaign(all, "greedy", Acquisition.UPPER_CONFIDENCE_BOUND, 0);
    campaign(all, "log-ei", Acquisition.LOG_EXPECTED_IMPROVEMENT, 1);
    campaign(all, "thompson", Acquisition.THOMPSON_SAMPLING, 1);
    all.put("plain-gp", () -> new PlainProcessStrategy(1));
    all.put("random", RandomStrategy::new);
    return all;
  }

  private static void campaign(
      Map<String, Supplier<Strategy>> all, String name, Acquisition acquisition, double kappa) {
    Policy policy = new Policy(acquisition, Surrogate.GAUSSIAN_PROCESS, kappa, 2);
    all.put(name, () -> new CampaignStrategy(name, policy));
  }
}
