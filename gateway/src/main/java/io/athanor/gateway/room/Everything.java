package io.athanor.gateway.room;

import io.athanor.gateway.log.Archive;
import io.athanor.gateway.log.Archive.Part;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.security.Identity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;

/** The stream of everything, for any number of readers. Thread-safe; a reader is not. */
public final class Everything {
  private static final int AT_ONCE = 256;
  private static final int READ_BACK = 1_000;
  private static final long UNKNOWN = -1;

  private final EventRing ring;
  private final Archive archive;
  private final BiFunction<Position, SpecificRecord, Line> lines;
  private final Shown shown;

  /**
   * From what is remembered, and from the log for those who are behind that.
   *
   * @param lines what is shown of an event
   */
  Everything(
      EventRing ring,
      Archive archive,
      BiFunction<Position, SpecificRecord, Line> lines,
      Shown shown) {
    this.ring = ring;
    this.archive = archive;
    this.lines = lines;
    this.shown = shown;
  }

  /**
   * What is to be sent.
   *
   * @param text server-sent events; the last has the id to resume behind all of them
   * @param more whether there may be more at once
   * @param behind whether what comes next is not remembered any more
   */
  public record Piece(String text, boolean more, boolean behind) {}

  /** A reader from what comes next. */
  public Reader fromNow(Identity caller, Optional<Set<String>> topics) {
    return new Reader(LogCursor.at(ring.ends()), caller, topics);
  }

  /** A reader behind a cursor. */
  public Reader from(LogCursor cursor, Identity caller, Optional<Set<String>> topics) {
    return new Reader(cursor, caller, topics);
  }

  /** One who follows. Its cursor passes what the reader may not see or did not ask for, too. */
  public final class Reader {
    private final LogCursor cursor;
    private final Identity caller;
    private final Optional<Set<String>> topics;
    private long place = UNKNOWN;

    private Reader(LogCursor cursor, Identity caller, Optional<Set<String>> topics) {
      this.cursor = cursor;
      this.caller = caller;
      this.topics = topics.map(Set::copyOf);
    }

    /** How far it has got. */
    public LogCursor cursor() {
      return cursor;
    }

    /** Hears of every new event, on the telling thread. */
    public Runnable listen(Runnable listener) {
      return ring.listen(listener);
    }

    /** The next of what is remembered. */
    public Piece remembered() {
      EventRing.Portion portion = ring.from(place, AT_ONCE);
      // what was forgotten before this portion was taken is no gap where the cursor has passed it
      if (portion.first() > place && !behind().isEmpty()) {
        return new Piece("", false, true);
      }
      place = portion.next();
      return new Piece(text(portion.lines()), !portion.lines().isEmpty(), false);
    }

    /** The next of what is not remembered any more. Waits for the log. */
    public Piece readBack() {
      Map<Part, Long> from = behind();
      Archive.Portion<Line> portion = archive.read(from, READ_BACK, lines);
      String text = text(portion.found());
      portion.next().forEach(cursor::advance);
      // what is gone from the log is behind everybody
      boolean stuck =
          portion.found().isEmpty()
              && from.entrySet().stream()
                  .allMatch(each -> portion.next().get(each.getKey()).equals(each.getValue()));
      if (stuck) {
        ring.base().forEach(cursor::advance);
      }
      place = UNKNOWN;
      return new Piece(text, true, false);
    }

    private Map<Part, Long> behind() {
      Map<Part, Long> behind = new HashMap<>();
      ring.base()
          .forEach(
              (part, base) -> {
                long next = cursor.next(part);
                if (next < base && topics.map(each -> each.contains(part.topic())).orElse(true)) {
                  behind.put(part, next);
                }
              });
      return behind;
    }

    private String text(List<Line> lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        if (!cursor.hasPassed(line.position())) {
          cursor.pass(line.position());
          if (topics.map(each -> each.contains(line.position().topic())).orElse(true)
              && shown.to(caller, line)) {
            text.append("event: ")
                .append(line.kind())
                .append("\ndata: ")
                .append(line.json())
                .append("\n\n");
          }
        }
      }
      // one id for all of them: it says more than an event does
      return text.isEmpty() ? "" : text.append("id: ").append(cursor).append("\n\n").toString();
    }
  }
}
