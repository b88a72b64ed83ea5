package io.athanor.acquisition.scheduling;

import io.athanor.acquisition.scheduling.CapacityFlow.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Weighted max-min fairness by filling place by place: what is in hand keeps its place; then, in
 * each class of priority, the next place goes to the campaign with the least {@code (slots + 1) /
 * weight}, until demand, quota or instruments end it. On one kind of work, or where each experiment
 * has one step, no other whole numbers are fairer (Frank and Murota, 2022: greedy is optimal on
 * such sets). Equals are told apart by deadline, then by who has waited longest.
 */
public final class FairShare implements Allocator {
  private static final Comparator<Level> ORDER =
      Comparator.comparingDouble(Level::next)
          .thenComparing(level -> level.claim.deadline())
          .thenComparing(level -> level.claim.hungrySince())
          .thenComparing(level -> level.claim.campaignId());

  private final int lookahead;
  private final Map<String, Integer> tenantQuotas;

  /** By the house rules. */
  public FairShare(SchedulerTerms house) {
    this.lookahead = house.lookahead();
    this.tenantQuotas = house.tenantQuotas();
  }

  private static final class Level {
    final Claim claim;
    final Map<Kind, Long> load;
    int slots;
    String limit = "its demand";

    Level(Claim claim) {
      this.claim = claim;
      this.load = Route.load(claim.terms());
    }

    double next() {
      return slots == 0 ? 1 / claim.terms().weight() : (slots + 1) / claim.weight();
    }
  }

  @Override
  public List<Grant> allocate(List<Claim> claims, CapacityFlow floor) {
    List<Claim> sorted =
        claims.stream()
            .sorted(
                Comparator.comparing(Claim::priority).reversed().thenComparing(Claim::campaignId))
            .toList();
    Map<String, Integer> ofTenant = new HashMap<>();
    List<Level> levels = sorted.stream().map(Level::new).toList();
    for (Level level : levels) {
      while (level.slots < level.claim.inHand() && floor.add(level.load)) {
        take(level, ofTenant);
      }
    }
    int from = 0;
    while (from < levels.size()) {
      int priority = levels.get(from).claim.priority();
      PriorityQueue<Level> open = new PriorityQueue<>(ORDER);
      int to = from;
      while (to < levels.size() && levels.get(to).claim.priority() == priority) {
        open.add(levels.get(to++));
      }
      fill(open, floor, ofTenant);
      from = to;
    }
    return levels.stream().map(level -> grant(level, floor.places(), ofTenant)).toList();
  }

  private void fill(PriorityQueue<Level> open, CapacityFlow floor, Map<String, Integer> ofTenant) {
    while (!open.isEmpty()) {
      Level level = open.remove();
      if (level.slots >= level.claim.demand()) {
        continue;
      }
      if (room(level, ofTenant) == 0) {
        level.limit = "the quota of its tenant";
      } else if (!floor.add(level.load)) {
        level.limit = missing(level, floor);
      } else {
        take(level, ofTenant);
        open.add(level);
      }
    }
  }

  /** Experiments that its tenant may have open beside what it has. */
  private int room(Level level, Map<String, Integer> ofTenant) {
    String tenant = level.claim.tenant();
    int quota = tenantQuotas.getOrDefault(tenant, Integer.MAX_VALUE);
    return Math.max(0, quota - ofTenant.getOrDefault(tenant, 0));
  }

  private static void take(Level level, Map<String, Integer> ofTenant) {
    level.slots++;
    ofTenant.merge(level.claim.tenant(), 1, Integer::sum);
  }

  private static String missing(Level level, CapacityFlow floor) {
    return level.load.keySet().stream()
        .filter(kind -> floor.left(kind) == 0)
        .findFirst()
        .map(
            kind ->
                kind.technique().equals(Step.ANY)
                    ? "the free instruments"
                    : "the instruments for '" + kind.technique() + "'")
        .orElse("the narrowest step of its recipe");
  }

  private Grant grant(Level level, int capacity, Map<String, Integer> ofTenant) {
    Claim claim = level.claim;
    int slots = Math.min(claim.demand(), level.slots);
    if (slots > 0) {
      // somebody must stand before each step, or the narrowest one waits for the others
      int pipeline = claim.terms().recipe().size() > 1 ? Math.max(1, lookahead) : lookahead;
      int ahead = Math.min(pipeline, Math.min(claim.demand() - slots, room(level, ofTenant)));
      ofTenant.merge(claim.tenant(), ahead, Integer::sum);
      slots += ahead;
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%d of %d places in priority %d at weight %.3g, limited by %s",
            level.slots,
            capacity,
            claim.priority(),
            claim.weight(),
            level.limit);
    return new Grant(claim.campaignId(), slots, claim.demand(), capacity, claim.value(), reason);
  }
}
