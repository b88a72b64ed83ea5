package io.athanor.gateway.room;

import io.athanor.gateway.log.Archive.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The newest lines, as many as memory is given for, shared by all who follow everything. Whoever is
 * slower than it forgets reads the rest in the log. Thread-safe.
 */
public final class EventRing {
  private final long mostChars;
  private final Line[] slots;
  private final Map<Part, Long> base = new HashMap<>();
  private final Map<Part, Long> ends = new HashMap<>();
  private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
  private boolean open;
  private long first;
  private long end;
  private long chars;

  /**
   * An empty one that keeps nothing before {@link #open}.
   *
   * @param mostLines how many lines it keeps
   * @param mostChars how many characters they may have
   */
  public EventRing(int mostLines, long mostChars) {
    this.mostChars = mostChars;
    this.slots = new Line[mostLines];
  }

  /**
   * Lines from a place on.
   *
   * @param first the place of the first
   * @param lines at most as many as were asked for
   */
  record Portion(long first, List<Line> lines) {
    /** The place after them. */
    long next() {
      return first + lines.size();
    }
  }

  synchronized void add(Line line) {
    ends.merge(Part.of(line.position()), line.position().offset() + 1, Math::max);
    if (!open) {
      return;
    }
    chars += line.json().length();
    while (end - first == slots.length || (chars > mostChars && first < end)) {
      forget();
    }
    slots[slot(end)] = line;
    end++;
    listeners.forEach(Runnable::run);
  }

  private void forget() {
    Line oldest = slots[slot(first)];
    slots[slot(first)] = null;
    first++;
    chars -= oldest.json().length();
    base.merge(Part.of(oldest.position()), oldest.position().offset() + 1, Math::max);
  }

  synchronized void passed(String topic, int partition, long next) {
    Part part = new Part(topic, partition);
    ends.merge(part, next, Math::max);
    if (!open) {
      base.merge(part, next, Math::max);
    } else {
      base.putIfAbsent(part, 0L);
    }
  }

  /** Keeps what comes from now on. */
  synchronized void open() {
    open = true;
  }

  /** What comes next in each partition. */
  public synchronized Map<Part, Long> ends() {
    return Map.copyOf(ends);
  }

  /** Everything from here on is kept, by partition. */
  synchronized Map<Part, Long> base() {
    return Map.copyOf(base);
  }

  /** Lines from a place on; from the oldest where that is forgotten, which {@link #base} tells. */
  synchronized Portion from(long place, int most) {
    long start = Math.min(Math.max(place, first), end);
    long stop = Math.min(end, start + most);
    List<Line> found = new ArrayList<>((int) (stop - start));
    for (long each = start; each < stop; each++) {
      found.add(slots[slot(each)]);
    }
    return new Portion(start, found);
  }

  /**
   * Calls {@code listener} after every line, on the telling thread: it must not block.
   *
   * @return ends it
   */
  public Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private int slot(long place) {
    return (int) (place % slots.length);
  }
}
