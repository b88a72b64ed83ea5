package io.athanor.allinone.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a run's books and log say in numbers; all pure. */
final class Figures {
  private Figures() {}

  /** An instrument that was out of service. */
  record Service(String instrumentId, int slots, Window window) {}

  /**
   * The steady part of a run: from the moment at which every instrument has begun something to the
   * moment at which a first campaign begins its last experiment, from when on there is no more work
   * for everybody. Empty where these do not follow each other.
   */
  static Optional<Window> steady(List<Actuation> actuations, Collection<String> instruments) {
    List<Actuation> inOrder =
        actuations.stream().sorted(Comparator.comparing(Actuation::startedAt)).toList();
    Map<String, Instant> lastBegun = new TreeMap<>();
    for (Actuation each : inOrder) {
      if (each.step() == 0) {
        lastBegun.put(each.campaignId(), each.startedAt());
      }
    }
    Set<String> idle = new HashSet<>(instruments);
    for (Actuation each : inOrder) {
      idle.remove(each.instrumentId());
      if (idle.isEmpty()) {
        return lastBegun.values().stream()
            .min(Comparator.naturalOrder())
            .filter(end -> end.isAfter(each.startedAt()))
            .map(end -> new Window(each.startedAt(), end));
      }
    }
    return Optional.empty();
  }

  /** From the first beginning to the last end. */
  static Optional<Window> whole(List<Actuation> actuations) {
    Optional<Instant> first =
        actuations.stream().map(Actuation::startedAt).min(Comparator.naturalOrder());
    Optional<Instant> last =
        actuations.stream()
            .map(each -> each.endedAt() == null ? each.startedAt() : each.endedAt())
            .max(Comparator.naturalOrder());
    return first.map(from -> new Window(from, last.orElseThrow()));
  }

  /**
   * Time that slots were taken over time that there were slots, in a window.
   *
   * @param services when instruments were out of service: their slots count for nothing then
   */
  static double utilisation(
      List<Actuation> actuations, int slots, List<Service> services, Window window) {
    double busy = 0;
    for (Actuation each : actuations) {
      Instant end = each.endedAt() == null ? window.to() : each.endedAt();
      if (end.isAfter(each.startedAt())) {
        busy += window.overlap(new Window(each.startedAt(), end));
      }
    }
    double available = slots * window.seconds();
    for (Service each : services) {
      available -= each.slots() * window.overlap(each.window());
    }
    return busy / available;
  }

  /** Seconds of slots that each campaign had in a window; 0 for one that had none. */
  static Map<String, Double> served(
      List<Actuation> actuations, Collection<String> campaigns, Window window) {
    Map<String, Double> served = new TreeMap<>();
    campaigns.forEach(each -> served.put(each, 0.0));
    for (Actuation each : actuations) {
      Instant end = each.endedAt() == null ? window.to() : each.endedAt();
      served.merge(
          each.campaignId(), window.overlap(new Window(each.startedAt(), end)), Double::sum);
    }
    return served;
  }

  /** Experiments of each campaign that began in a window; 0 for one that had none. */
  static Map<String, Double> begun(
      List<Actuation> actuations, Collection<String> campaigns, Window window) {
    Map<String, Double> begun = new TreeMap<>();
    campaigns.forEach(each -> begun.put(each, 0.0));
    for (Actuation each : actuations) {
      if (each.step() == 0 && window.holds(each.startedAt())) {
        begun.merge(each.campaignId(), 1.0, Double::sum);
      }
    }
    return begun;
  }

  /**
   * Index of Jain, Chiu and Hawe (DEC-TR-301, 1984): 1 where all got the same, 1/n where one got
   * all.
   */
  static double jain(Collection<Double> shares) {
    double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
    double squares = shares.stream().mapToDouble(each -> each * each).sum();
    return squares == 0 ? 1 : sum * sum / (shares.size() * squares);
  }

  /**
   * For each experiment that was leased: how many outcomes of its campaign were known at its first
   * lease and not yet read when it was chosen.
   */
  static List<Integer> staleness(LogFold log) {
    List<Integer> staleness = new ArrayList<>();
    for (LogFold.Proposal each : log.proposals().values()) {
      log.firstLease(each.experimentId()).ifPresent(at -> staleness.add(unseen(log, each, at)));
    }
    return staleness;
  }

  private static int unseen(LogFold log, LogFold.Proposal proposal, Instant leasedAt) {
    int unseen = 0;
    for (LogFold.Outcome each : log.outcomes(proposal.campaignId())) {
      boolean seen =
          proposal.seen().stream()
              .anyMatch(
                  read ->
                      read.getTopic().equals(each.topic())
                          && read.getPartition() == each.partition()
                          && read.getOffset() >= each.offset());
      unseen += seen || each.at().isAfter(leasedAt) ? 0 : 1;
    }
    return unseen;
  }

  /** Nearest-rank quantile; 0 of nothing. */
  static int quantile(List<Integer> values, double share) {
    if (values.isEmpty()) {
      return 0;
    }
    List<Integer> sorted = values.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
