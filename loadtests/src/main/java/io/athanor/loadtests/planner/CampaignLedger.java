package io.athanor.loadtests.planner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * What came of every campaign: which ordinals were proposed, how often, and how long a proposal
 * took after the result that it waited for.
 */
final class CampaignLedger {
  private static final double MICROS_PER_MILLI = 1_000.0;
  private static final int DIGITS = 3;

  private final int campaigns;
  private final int budget;
  private final Map<Integer, Map<Integer, String>> proposed = new HashMap<>();
  private final Map<Integer, Set<String>> candidates = new HashMap<>();
  private final Map<Integer, Long> sent = new HashMap<>();
  private final Histogram before = new Histogram(DIGITS);
  private final Histogram after = new Histogram(DIGITS);
  private final Histogram over = new Histogram(DIGITS);
  private int seen;
  private int doubled;
  private long killed = Long.MAX_VALUE;
  private long back = Long.MAX_VALUE;

  CampaignLedger(int campaigns, int budget) {
    this.campaigns = campaigns;
    this.budget = budget;
  }

  /** A result was sent at this moment (ns). */
  void sent(int campaign, long nanos) {
    sent.put(campaign, nanos);
  }

  void killed(long nanos) {
    killed = nanos;
  }

  /** A proposal was seen at this moment (ns); whether it is new. */
  boolean proposed(int campaign, int ordinal, String experimentId, String candidateId, long nanos) {
    seen++;
    String known =
        proposed.computeIfAbsent(campaign, each -> new HashMap<>()).put(ordinal, experimentId);
    boolean fresh = candidates.computeIfAbsent(campaign, each -> new HashSet<>()).add(candidateId);
    if (known != null || !fresh) {
      doubled++;
      return false;
    }
    if (nanos > killed && back == Long.MAX_VALUE) {
      back = nanos;
    }
    Long asked = sent.remove(campaign);
    if (asked != null) {
      Histogram histogram = nanos < killed ? before : asked > back ? after : over;
      histogram.recordValue(Math.max(1, (nanos - asked) / 1_000));
    }
    return true;
  }

  int seen() {
    return seen;
  }

  boolean complete() {
    return lost() == 0;
  }

  int lost() {
    int lost = 0;
    for (int campaign = 0; campaign < campaigns; campaign++) {
      Map<Integer, String> known = proposed.getOrDefault(campaign, Map.of());
      for (int ordinal = 0; ordinal < budget; ordinal++) {
        lost += known.containsKey(ordinal) ? 0 : 1;
      }
    }
    return lost;
  }

  /** Proposals beyond the budget, and any ordinal or candidate proposed twice. */
  int doubled() {
    int beyond = 0;
    for (Map<Integer, String> known : proposed.values()) {
      beyond += (int) known.keySet().stream().filter(ordinal -> ordinal >= budget).count();
    }
    return doubled + beyond;
  }

  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("proposals", seen);
    figures.put("lost", lost());
    figures.put("doubled", doubled());
    figures.put("resultToProposalMillis", percentiles(before));
    figures.put("afterTheRestartMillis", percentiles(after));
    figures.put("waitedOverTheKill", over.getTotalCount());
    figures.put(
        "silentAfterTheKillMillis",
        back == Long.MAX_VALUE ? null : (Double) ((back - killed) / 1e6));
    return figures;
  }

  private static Map<String, Object> percentiles(Histogram micros) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("count", micros.getTotalCount());
    values.put("p50", micros.getValueAtPercentile(50) / MICROS_PER_MILLI);
    values.put("p99", micros.getValueAtPercentile(99) / MICROS_PER_MILLI);
    values.put("max", micros.getMaxValue() / MICROS_PER_MILLI);
    return values;
  }
}
