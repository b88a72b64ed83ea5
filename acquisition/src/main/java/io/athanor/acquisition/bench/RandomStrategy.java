package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The control: what is left, in random order. */
public record RandomStrategy() implements Strategy {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public List<Integer> picks(DiscoveryPool pool, List<Integer> starts, long seed, int picks) {
    SplittableRandom random = Seeds.stream(seed, "random-foil");
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < pool.size(); i++) {
      if (!starts.contains(i)) {
        left.add(i);
      }
    }
    List<Integer> order = new ArrayList<>(starts);
    while (order.size() < picks) {
      int at = random.nextInt(left.size());
      order.add(left.get(at));
      left.set(at, left.get(left.size() - 1));
      left.remove(left.size() - 1);
    }
    return order;
  }
}
