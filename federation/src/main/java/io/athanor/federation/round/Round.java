package io.athanor.federation.round;

import io.athanor.federation.round.Step.Closed;
import io.athanor.federation.round.Step.Joined;
import io.athanor.federation.round.Step.Opened;
import io.athanor.federation.round.Step.Phase;
import io.athanor.federation.round.Step.PhaseEnded;
import io.athanor.federation.round.Step.SharesRevealed;
import io.athanor.federation.round.Step.SharesSent;
import io.athanor.federation.round.Step.VectorSent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A round as what has been said in it, folded in the order of the log, so that everybody who reads
 * it agrees on who is in. A step out of turn, said twice or malformed changes nothing. Mutable; one
 * thread.
 */
public final class Round {
  private final String id;
  private final String coordinator;
  private final Opened opened;
  private Phase phase = Phase.JOINING;
  private final SortedMap<String, Joined> joined = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, byte[]>> shares = new TreeMap<>();
  private final SortedMap<String, SortedMap<Integer, byte[]>> parts = new TreeMap<>();
  private final SortedMap<String, Map<String, byte[]>> revealed = new TreeMap<>();
  private List<String> roster = List.of();
  private List<String> sharers = List.of();
  private List<String> contributors = List.of();
  private Optional<Closed> closed = Optional.empty();

  /** One that was just opened. */
  public Round(String id, String coordinator, Opened opened) {
    this.id = id;
    this.coordinator = coordinator;
    this.opened = opened;
  }

  /**
   * What a site says.
   *
   * @param site who; its signature has been checked
   * @return whether it counts
   */
  public boolean apply(String site, Step step) {
    if (phase == Phase.CLOSED) {
      return false;
    }
    if (step instanceof Opened) {
      return false;
    } else if (step instanceof Joined each) {
      return phase == Phase.JOINING
          && joined.size() < opened.sum().most()
          && joined.putIfAbsent(site, each) == null;
    } else if (step instanceof SharesSent each) {
      return phase == Phase.SHARING
          && roster.contains(site)
          && each.sealed().keySet().equals(others(site))
          && shares.putIfAbsent(site, each.sealed()) == null;
    } else if (step instanceof VectorSent each) {
      return phase == Phase.MASKING
          && sharers.contains(site)
          && fits(each)
          && parts
                  .computeIfAbsent(site, any -> new TreeMap<>())
                  .putIfAbsent(each.part(), each.bytes())
              == null;
    } else if (step instanceof SharesRevealed each) {
      return phase == Phase.UNMASKING
          && contributors.contains(site)
          && sharers.containsAll(each.shares().keySet())
          && revealed.putIfAbsent(site, each.shares()) == null;
    } else if (step instanceof PhaseEnded each) {
      return site.equals(coordinator) && each.phase() == phase && end();
    } else if (step instanceof Closed each) {
      return site.equals(coordinator) && close(each);
    }
    throw new IllegalStateException("step " + step.getClass());
  }

  private boolean end() {
    switch (phase) {
      case JOINING -> roster = List.copyOf(joined.keySet());
      case SHARING -> sharers = List.copyOf(shares.keySet());
      case MASKING -> contributors = complete();
      case UNMASKING, CLOSED -> {
        return false;
      }
      default -> throw new IllegalStateException("phase " + phase);
    }
    phase = Phase.values()[phase.ordinal() + 1];
    return true;
  }

  private boolean close(Closed end) {
    closed = Optional.of(end);
    phase = Phase.CLOSED;
    return true;
  }

  private boolean fits(VectorSent vector) {
    SumTerms sum = opened.sum();
    return vector.part() >= 0
        && vector.part() < sum.parts()
        && vector.bytes().length == sum.partStart(vector.part() + 1) - sum.partStart(vector.part());
  }

  private List<String> complete() {
    List<String> complete = new ArrayList<>();
    parts.forEach(
        (site, each) -> {
          if (each.size() == opened.sum().parts()) {
            complete.add(site);
          }
        });
    return List.copyOf(complete);
  }

  private SortedSet<String> others(String site) {
    SortedSet<String> others = new TreeSet<>(roster);
    others.remove(site);
    return others;
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /** Whose phases count. */
  public String coordinator() {
    return coordinator;
  }

  /** How it was opened. */
  public Opened opened() {
    return opened;
  }

  /** Where it is. */
  public Phase phase() {
    return phase;
  }

  /** How it ended, if it has. */
  public Optional<Closed> closed() {
    return closed;
  }

  /** Who has joined, with their keys. */
  public SortedMap<String, Joined> joined() {
    return joined;
  }

  /** Who takes part, in order: the place of a share is the place here, from 1. */
  public List<String> roster() {
    return roster;
  }

  /** Whose masks are made from each other: those who gave shares. */
  public List<String> sharers() {
    return sharers;
  }

  /** Whose vectors are in the sum. */
  public List<String> contributors() {
    return contributors;
  }

  /** How many have done what this phase asks, of how many. */
  public int done() {
    return switch (phase) {
      case JOINING -> joined.size();
      case SHARING -> shares.size();
      case MASKING -> complete().size();
      case UNMASKING -> revealed.size();
      case CLOSED -> 0;
    };
  }

  /** Who could at most. */
  public int expected() {
    return switch (phase) {
      case JOINING -> opened.sum().most();
      case SHARING -> roster.size();
      case MASKING -> sharers.size();
      case UNMASKING -> contributors.size();
      case CLOSED -> 0;
    };
  }

  /** Shares that give a secret. */
  public int threshold() {
    return SumTerms.threshold(roster.size());
  }

  boolean hasShared(String site) {
    return shares.containsKey(site);
  }

  Optional<byte[]> sealed(String from, String to) {
    return Optional.ofNullable(shares.get(from)).map(each -> each.get(to));
  }

  SortedMap<Integer, byte[]> parts(String site) {
    return parts.getOrDefault(site, new TreeMap<>());
  }

  SortedMap<String, Map<String, byte[]>> revealed() {
    return revealed;
  }
}
