package io.athanor.inference.rollout;

import io.athanor.inference.continual.Reservoir;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labelled materials of the log: those that came since the last refresh, a sample of all
 * before, and which labels nobody has met yet. A function of the sequence, the seed and the times
 * of the refreshes, so that it is rebuilt by reading the log again. For one thread.
 */
public final class Lessons {
  private final int mostFresh;
  private final Reservoir<Sample> memory;
  private final Map<String, Taken> fresh = new LinkedHashMap<>();
  private final Map<String, Integer> met = new HashMap<>();
  private final Map<Property, RunningNormal> past = new EnumMap<>(Property.class);
  private Instant learntUntil = Instant.MIN;

  private record Taken(Sample row, Instant when) {}

  /**
   * A label that nobody has met before.
   *
   * @param value in the property's unit
   * @param past all labels before
   */
  public record Fresh(Property property, double value, RunningNormal past) {}

  /**
   * What a refresh is to learn.
   *
   * @param fresh since the last refresh
   * @param replay remembered from before
   * @param until the newest of the fresh ones
   */
  public record Lesson(List<Sample> fresh, List<Sample> replay, Instant until) {}

  /**
   * Nothing read yet.
   *
   * @param remembered most rows remembered
   * @param mostFresh most rows that wait for a refresh; of more, the oldest is only remembered
   * @param seed of what is remembered
   */
  public Lessons(int remembered, int mostFresh, long seed) {
    if (mostFresh < 1) {
      throw new IllegalArgumentException("mostFresh must be positive, got " + mostFresh);
    }
    this.mostFresh = mostFresh;
    this.memory = new Reservoir<>(remembered, seed);
  }

  /**
   * Takes a labelled material.
   *
   * @param row all that is known of it now
   * @param when its newest fact was accepted
   * @return its labels that were not met before; each label is met once, whatever its value becomes
   */
  public List<Fresh> take(Sample row, Instant when) {
    int before = met.getOrDefault(row.id(), 0);
    int after = before;
    List<Fresh> news = new ArrayList<>();
    for (Map.Entry<Property, Double> label : row.labels().entrySet()) {
      int bit = 1 << label.getKey().ordinal();
      if ((before & bit) == 0) {
        RunningNormal seen = past.getOrDefault(label.getKey(), RunningNormal.EMPTY);
        news.add(new Fresh(label.getKey(), label.getValue(), seen));
        past.put(label.getKey(), seen.after(label.getValue()));
        after |= bit;
      }
    }
    met.put(row.id(), after);
    boolean waits = fresh.containsKey(row.id());
    if (waits || when.isAfter(learntUntil)) {
      fresh.put(row.id(), new Taken(row, when));
      if (fresh.size() > mostFresh) {
        Iterator<Taken> oldest = fresh.values().iterator();
        remember(oldest.next().row());
        oldest.remove();
      }
    } else if (before == 0) {
      remember(row);
    }
    return news;
  }

  /** Rows that wait for a refresh. */
  public int waiting() {
    return fresh.size();
  }

  /** Labelled materials met in all. */
  public int materials() {
    return met.size();
  }

  /** Hands over what waits; it is only remembered from now on. */
  public Lesson draw() {
    Instant until =
        fresh.values().stream().map(Taken::when).max(Instant::compareTo).orElse(learntUntil);
    List<Sample> news = fresh.values().stream().map(Taken::row).toList();
    Lesson lesson = new Lesson(news, List.copyOf(memory.items()), until);
    learnt(until);
    return lesson;
  }

  /** A refresh had learnt all that was accepted until then. */
  public void learnt(Instant until) {
    if (!until.isAfter(learntUntil)) {
      return;
    }
    learntUntil = until;
    Iterator<Taken> waiting = fresh.values().iterator();
    while (waiting.hasNext()) {
      Taken taken = waiting.next();
      if (!taken.when().isAfter(until)) {
        remember(taken.row());
        waiting.remove();
      }
    }
  }

  private void remember(Sample row) {
    var unused = memory.offer(row);
  }
}
