package io.athanor.acquisition.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What a set of instruments can take at once, exactly: a flow from kinds of work to instruments,
 * extended by augmenting paths (Ford and Fulkerson, 1956), so that work moves over to other
 * instruments where that makes room. Instruments that can do the same count as one. Owned by one
 * thread.
 */
public final class CapacityFlow {
  /** Parts of one place: steps of a recipe take fractions of it. */
  public static final long PLACE = 1_000_000;

  private final List<Kind> kinds;
  private final List<Group> groups = new ArrayList<>();
  private final long[][] flow;
  private final int places;

  /**
   * Work that can be done at the same instruments.
   *
   * @param technique what is to be done
   * @param tenant for whom; empty for the default tenant
   */
  public record Kind(String technique, String tenant) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byTechnique = technique.compareTo(other.technique);
      return byTechnique != 0 ? byTechnique : tenant.compareTo(other.tenant);
    }
  }

  /** How many places an instrument has now. */
  public record Places(Instrument instrument, int count) {}

  private static final class Group {
    final boolean[] does;
    long free;

    Group(boolean[] does) {
      this.does = does;
    }

    boolean isUseful() {
      for (boolean each : does) {
        if (each) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * An empty floor.
   *
   * @param kinds all kinds of work there will be
   * @param floor instruments that may be used
   * @param serves whether an instrument does this kind
   */
  public CapacityFlow(List<Kind> kinds, List<Places> floor, BiPredicate<Instrument, Kind> serves) {
    this.kinds = kinds.stream().distinct().sorted().toList();
    Map<String, Group> byAbility = new TreeMap<>();
    for (Places each : floor) {
      boolean[] does = new boolean[this.kinds.size()];
      StringBuilder key = new StringBuilder();
      for (int k = 0; k < does.length; k++) {
        does[k] = serves.test(each.instrument(), this.kinds.get(k));
        key.append(does[k] ? '1' : '0');
      }
      byAbility.computeIfAbsent(key.toString(), unused -> new Group(does)).free +=
          each.count() * PLACE;
    }
    groups.addAll(byAbility.values());
    places =
        (int) (groups.stream().filter(Group::isUseful).mapToLong(each -> each.free).sum() / PLACE);
    flow = new long[this.kinds.size()][groups.size()];
  }

  /** Places that any of the work can use, taken or not. */
  public int places() {
    return places;
  }

  /** Places that are left for this kind if nothing else were added. */
  public int left(Kind kind) {
    int k = indexOf(kind);
    long left = 0;
    for (Group group : groups) {
      left += group.does[k] ? group.free : 0;
    }
    return (int) (left / PLACE);
  }

  /** Adds all of this work if there is room for it, else nothing. */
  public boolean add(Map<Kind, Long> work) {
    long[][] before = new long[flow.length][];
    for (int k = 0; k < flow.length; k++) {
      before[k] = flow[k].clone();
    }
    long[] free = groups.stream().mapToLong(group -> group.free).toArray();
    for (Map.Entry<Kind, Long> each : new TreeMap<>(work).entrySet()) {
      long missing = each.getValue();
      while (missing > 0) {
        long pushed = augment(indexOf(each.getKey()), missing);
        if (pushed == 0) {
          System.arraycopy(before, 0, flow, 0, flow.length);
          for (int g = 0; g < free.length; g++) {
            groups.get(g).free = free[g];
          }
          return false;
        }
        missing -= pushed;
      }
    }
    return true;
  }

  private int indexOf(Kind kind) {
    int index = kinds.indexOf(Objects.requireNonNull(kind, "kind"));
    if (index < 0) {
      throw new IllegalArgumentException("kind " + kind + " was not declared");
    }
    return index;
  }

  /** Pushes along one shortest path: kind → group → another kind's work there → its group, … */
  private long augment(int start, long wanted) {
    int[] groupFrom = new int[groups.size()];
    int[] kindFrom = new int[kinds.size()];
    Arrays.fill(groupFrom, -1);
    Arrays.fill(kindFrom, -1);
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int kind = queue.remove();
      for (int g = 0; g < groups.size(); g++) {
        if (!groups.get(g).does[kind] || groupFrom[g] >= 0) {
          continue;
        }
        groupFrom[g] = kind;
        if (groups.get(g).free > 0) {
          return push(start, g, groupFrom, kindFrom, wanted);
        }
        for (int k = 0; k < kinds.size(); k++) {
          if (k != start && kindFrom[k] < 0 && flow[k][g] > 0) {
            kindFrom[k] = g;
            queue.add(k);
          }
        }
      }
    }
    return 0;
  }

  private long push(int start, int end, int[] groupFrom, int[] kindFrom, long wanted) {
    long amount = Math.min(wanted, groups.get(end).free);
    for (int g = end; groupFrom[g] != start; g = kindFrom[groupFrom[g]]) {
      amount = Math.min(amount, flow[groupFrom[g]][kindFrom[groupFrom[g]]]);
    }
    groups.get(end).free -= amount;
    int g = end;
    while (true) {
      int kind = groupFrom[g];
      flow[kind][g] += amount;
      if (kind == start) {
        return amount;
      }
      flow[kind][kindFrom[kind]] -= amount;
      g = kindFrom[kind];
    }
  }
}
