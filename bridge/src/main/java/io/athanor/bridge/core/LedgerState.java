package io.athanor.bridge.core;

import io.athanor.bridge.envelope.Past;
import io.athanor.schemas.signing.ActuationOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a ledger's entries come to: a fold, the same for the same entries. Remembers every order
 * that was begun, for ever, and amounts for as long as any limit looks back. Owned by one thread.
 */
public final class LedgerState implements Past {
  private static final Duration LOOK_BACK = Duration.ofHours(25);

  private final Set<String> used = new HashSet<>();
  private final Map<String, Integer> epochs = new HashMap<>();
  private final Map<String, Integer> campaignEpochs = new HashMap<>();
  private final Map<String, LastSetting> last = new HashMap<>();
  private final Map<String, Double> ever = new HashMap<>();
  private final Map<String, Deque<Use>> recent = new HashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>();
  private Optional<Instant> lastAt = Optional.empty();

  private record Use(Instant at, double amount) {}

  /**
   * An order that the door has not heard the end of.
   *
   * @param outcome empty where the device has not answered
   */
  public record Open(LedgerEntry.Intent intent, Optional<Outcome> outcome) {}

  /** Takes the next entry. */
  public void take(LedgerEntry entry) {
    if (lastAt.isEmpty() || entry.at().isAfter(lastAt.get())) {
      lastAt = Optional.of(entry.at());
    }
    if (entry instanceof LedgerEntry.Intent intent) {
      intend(intent);
    } else if (entry instanceof LedgerEntry.Done done) {
      open.computeIfPresent(
          done.orderId(), (id, before) -> new Open(before.intent(), Optional.of(done.outcome())));
    } else if (entry instanceof LedgerEntry.Reported reported) {
      open.remove(reported.orderId());
    }
  }

  /** Whether a step of an experiment was begun. */
  public boolean isUsed(String experimentId, int step) {
    return used.contains(Command.orderId(experimentId, step));
  }

  /** Highest lease epoch under which anything of an experiment was begun; 0 for none. */
  public int highestEpoch(String experimentId) {
    return epochs.getOrDefault(experimentId, 0);
  }

  /** Highest epoch of a campaign of which anything was begun; 0 for none. */
  public int highestCampaignEpoch(String campaignId) {
    return campaignEpochs.getOrDefault(campaignId, 0);
  }

  /** Latest time of any entry. */
  public Optional<Instant> lastAt() {
    return lastAt;
  }

  /** Orders that the door has not heard the end of, oldest first. */
  public List<Open> open() {
    return new ArrayList<>(open.values());
  }

  /** How many orders were begun. */
  public int begun() {
    return used.size();
  }

  @Override
  public Optional<LastSetting> lastSetting(String parameter) {
    return Optional.ofNullable(last.get(parameter));
  }

  @Override
  public double usedSince(String total, Instant since) {
    double sum = 0;
    for (Use use : recent.getOrDefault(total, new ArrayDeque<>())) {
      if (use.at().isAfter(since)) {
        sum += use.amount();
      }
    }
    return sum;
  }

  @Override
  public double usedEver(String total) {
    return ever.getOrDefault(total, 0.0);
  }

  private void intend(LedgerEntry.Intent intent) {
    Command command = intent.command();
    used.add(command.orderId());
    epochs.merge(command.experimentId(), command.epoch(), Math::max);
    campaignEpochs.merge(command.campaignId(), command.campaignEpoch(), Math::max);
    command
        .settings()
        .forEach(
            (name, setting) -> {
              if (setting instanceof ActuationOrder.Amount amount) {
                last.put(name, new LastSetting(amount.value(), intent.at()));
              }
            });
    intent.uses().forEach((total, amount) -> use(total, new Use(intent.at(), amount)));
    open.put(command.orderId(), new Open(intent, Optional.empty()));
  }

  private void use(String total, Use use) {
    ever.merge(total, use.amount(), Double::sum);
    Deque<Use> uses = recent.computeIfAbsent(total, each -> new ArrayDeque<>());
    uses.addLast(use);
    Instant before = lastAt.orElseThrow().minus(LOOK_BACK);
    while (!uses.peekFirst().at().isAfter(before)) {
      uses.removeFirst();
    }
  }
}
