package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Which numbers are zero. Where mixtures or constraints count the others, every allowed set is
 * drawn as often as any other, however large the part of the space it spans.
 */
final class Supports {
  private static final int TRIES = 2_000;
  private static final int LISTED = 12;

  /** Coordinates drawn together: how many of the optional ones are on lies between the counts. */
  private record Group(int[] optional, int fewest, int most) {
    void draw(BitSet active, SplittableRandom random) {
      int size = size(random);
      int[] order = optional.clone();
      for (int i = 0; i < order.length; i++) {
        int j = i + random.nextInt(order.length - i);
        int place = order[j];
        order[j] = order[i];
        order[i] = place;
        active.set(place, i < size);
      }
    }

    /** A size, as likely as it has subsets. */
    private int size(SplittableRandom random) {
      double[] ways = new double[optional.length + 1];
      double total = 0;
      double binomial = 1;
      for (int k = 0; k < ways.length; k++) {
        ways[k] = k >= fewest && k <= most ? binomial : 0;
        total += ways[k];
        binomial = binomial * (optional.length - k) / (k + 1);
      }
      double u = random.nextDouble() * total;
      for (int k = 0; k < ways.length; k++) {
        u -= ways[k];
        if (u < 0) {
          return k;
        }
      }
      return Math.min(most, optional.length);
    }
  }

  private final RecipeSpace space;
  private final List<Group> groups = new ArrayList<>();
  private final BitSet optional = new BitSet();
  private final BitSet always = new BitSet();
  private final Map<BitSet, Slice> slices = new HashMap<>();
  private final Map<BitSet, Boolean> feasible = new HashMap<>();
  private List<BitSet> listed;

  Supports(RecipeSpace space) {
    this.space = space;
    always.set(0, space.parameters().size());
    for (int m = 0; m < space.mixtures().size(); m++) {
      Mixture mixture = space.mixtures().get(m);
      if (mixture.choosesSupport()) {
        add(space.members(m), mixture.fewest(), mixture.most());
      }
    }
    for (Constraint.Cardinality each :
        Constraint.only(space.constraints(), Constraint.Cardinality.class)) {
      int[] places = each.names().stream().mapToInt(space::place).toArray();
      boolean fresh = Arrays.stream(places).noneMatch(optional::get);
      add(places, fresh ? each.fewest() : 0, fresh ? each.most() : places.length);
    }
    always.andNot(optional);
  }

  private void add(int[] places, int fewest, int most) {
    List<Integer> chosen = new ArrayList<>();
    int on = 0;
    for (int place : places) {
      if (!canBeZero(place)) {
        on++;
      } else if (canDiffer(place) && !optional.get(place)) {
        chosen.add(place);
        optional.set(place);
      }
    }
    groups.add(
        new Group(
            chosen.stream().mapToInt(Integer::intValue).toArray(),
            Math.max(0, fewest - on),
            Math.max(0, most - on)));
  }

  private boolean canBeZero(int place) {
    return space.parameters().get(place) instanceof Parameter.Discrete discrete
        ? discrete.values().stream().anyMatch(each -> each == 0)
        : space.low(place) <= 0 && space.high(place) >= 0;
  }

  private boolean canDiffer(int place) {
    return space.low(place) < 0 || space.high(place) > 0;
  }

  /** Whether a coordinate is one that supports switch on and off. */
  boolean isOptional(int place) {
    return optional.get(place);
  }

  /** The coordinates that supports switch on and off. */
  int[] optional() {
    return optional.stream().toArray();
  }

  /** Whether there is any choice. */
  boolean matter() {
    return !optional.isEmpty();
  }

  /** An allowed support, all equally likely; empty where none was found. */
  Optional<Slice> draw(SplittableRandom random) {
    return optional.cardinality() <= LISTED ? drawListed(random) : drawUnlisted(random);
  }

  /** Says that nothing was found in a slice, so that it is not drawn again. */
  void exclude(Slice slice) {
    feasible.put(slice.active(), false);
  }

  private Optional<Slice> drawListed(SplittableRandom random) {
    if (listed == null) {
      listed = list();
    }
    while (!listed.isEmpty()) {
      int pick = random.nextInt(listed.size());
      BitSet active = listed.get(pick);
      if (isFeasible(active)) {
        return Optional.of(slice(active));
      }
      listed.set(pick, listed.get(listed.size() - 1));
      listed.remove(listed.size() - 1);
    }
    return Optional.empty();
  }

  /** All supports of few optional coordinates whose counts are right. */
  private List<BitSet> list() {
    int[] places = optional();
    List<BitSet> list = new ArrayList<>();
    for (int mask = 0; mask < 1 << places.length; mask++) {
      BitSet active = (BitSet) always.clone();
      for (int i = 0; i < places.length; i++) {
        active.set(places[i], (mask >> i & 1) == 1);
      }
      if (counts(active)) {
        list.add(active);
      }
    }
    return list;
  }

  private Optional<Slice> drawUnlisted(SplittableRandom random) {
    for (int i = 0; i < TRIES; i++) {
      BitSet active = (BitSet) always.clone();
      groups.forEach(group -> group.draw(active, random));
      if (isFeasible(active)) {
        return Optional.of(slice(active));
      }
    }
    return Optional.empty();
  }

  /** The slice a point lies in. */
  Slice of(double[] point) {
    BitSet active = (BitSet) always.clone();
    for (int i = optional.nextSetBit(0); i >= 0; i = optional.nextSetBit(i + 1)) {
      active.set(i, point[i] != 0);
    }
    return slice(active);
  }

  private Slice slice(BitSet active) {
    return slices.computeIfAbsent(active, each -> new Slice(space, each));
  }

  private boolean isFeasible(BitSet active) {
    return feasible.computeIfAbsent(
        active,
        each -> counts(each) && new SliceProgram(space, slice(each)).contradiction().isEmpty());
  }

  private boolean counts(BitSet active) {
    for (int m = 0; m < space.mixtures().size(); m++) {
      Mixture mixture = space.mixtures().get(m);
      int on = count(active, space.members(m));
      if (mixture.choosesSupport() && (on < mixture.fewest() || on > mixture.most())) {
        return false;
      }
    }
    return Constraint.only(space.constraints(), Constraint.Cardinality.class).stream()
        .allMatch(
            each -> {
              int on = count(active, each.names().stream().mapToInt(space::place).toArray());
              return on >= each.fewest() && on <= each.most();
            });
  }

  private int count(BitSet active, int[] places) {
    int on = 0;
    for (int place : places) {
      on += active.get(place) && canDiffer(place) ? 1 : 0;
    }
    return on;
  }
}
