package io.athanor.gateway.room;

import io.athanor.event.DeadLetter;
import io.athanor.event.DeadLetterRetried;
import io.athanor.event.Meta;
import io.athanor.gateway.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * Dead letters and what became of them. It holds where they lie and why, not what they hold; of
 * very many the newest. Thread-safe.
 */
public final class DeadLetterIndex {
  private static final int MOST = 20_000;

  private final Map<Position, Letter> letters = newest();
  private final Map<String, Retry> retries = newest();
  private final Map<Position, String> putBack = newest();
  private final Map<String, String> awaited = new HashMap<>();

  /** What became of a letter. */
  public enum State {
    /** Nobody has put it back. */
    OPEN,
    /** Put back; nothing is known of it since. */
    RETRIED,
    /** Put back, and refused again. */
    REFUSED_AGAIN,
    /** Put back, and something came of it. */
    RESOLVED
  }

  /**
   * A letter without what it holds.
   *
   * @param position where it lies
   * @param original where its record lay
   * @param eventId of the event that it holds; empty where it holds none
   * @param tenant whose that is; empty for the default tenant, and where nobody can say
   * @param bytes how long its record is; -1 where the letter does not repeat it
   */
  public record Letter(
      String id,
      Position position,
      Position original,
      String application,
      String code,
      Optional<String> field,
      String reason,
      Instant at,
      Optional<String> eventId,
      Optional<String> tenant,
      int bytes) {
    /** Whether it is about a webhook's address, which is told again by itself. */
    public boolean isUndelivered() {
      return code.equals("undeliverable");
    }
  }

  /**
   * What came of putting a letter back.
   *
   * @param event that it was put back
   * @param outcome the event that shows the state; empty for none
   */
  public record Retry(DeadLetterRetried event, State state, Optional<Position> outcome) {}

  synchronized void on(Position position, SpecificRecord event, Optional<Meta> held) {
    if (event instanceof DeadLetter letter) {
      Position original =
          new Position(letter.getTopic(), letter.getPartition(), letter.getOffset());
      Letter read = letter(position, original, letter, held);
      letters.put(position, read);
      if (retries.containsKey(read.id())) {
        // the topics are in no order to each other
        read.eventId().ifPresent(id -> awaited.put(id, read.id()));
      }
      String refused = putBack.get(original);
      if (refused != null) {
        settle(refused, State.REFUSED_AGAIN, position);
      }
    } else if (event instanceof DeadLetterRetried retried
        && retries.putIfAbsent(
                retried.getLetterId(), new Retry(retried, State.RETRIED, Optional.empty()))
            == null) {
      putBack.put(
          new Position(retried.getTopic(), retried.getPartition(), retried.getOffset()),
          retried.getLetterId());
      letters.values().stream()
          .filter(each -> each.id().equals(retried.getLetterId()))
          .findFirst()
          .flatMap(Letter::eventId)
          .ifPresent(id -> awaited.put(id, retried.getLetterId()));
    }
  }

  /** An event that says what it comes from: of a letter that was put back, too? */
  synchronized void derived(Position position, List<String> causes) {
    if (!awaited.isEmpty()) {
      for (String each : causes) {
        String letterId = awaited.remove(each);
        if (letterId != null) {
          settle(letterId, State.RESOLVED, position);
        }
      }
    }
  }

  private void settle(String letterId, State state, Position outcome) {
    retries.computeIfPresent(
        letterId,
        (id, retry) ->
            retry.state() == State.RESOLVED
                ? retry
                : new Retry(retry.event(), state, Optional.of(outcome)));
  }

  /** Letters that are wanted, the newest first. */
  public synchronized List<Letter> list(Predicate<Letter> wanted, int limit) {
    List<Letter> found = new ArrayList<>();
    List<Letter> all = new ArrayList<>(letters.values());
    for (int i = all.size() - 1; i >= 0 && found.size() < limit; i--) {
      if (wanted.test(all.get(i))) {
        found.add(all.get(i));
      }
    }
    return found;
  }

  /** The letter that lies there. */
  public synchronized Optional<Letter> find(Position position) {
    return Optional.ofNullable(letters.get(position));
  }

  /** What came of putting a letter back; empty where nobody has. */
  public synchronized Optional<Retry> retry(String letterId) {
    return Optional.ofNullable(retries.get(letterId));
  }

  /** What became of a letter. */
  public State state(Letter letter) {
    return retry(letter.id()).map(Retry::state).orElse(State.OPEN);
  }

  private static Letter letter(
      Position position, Position original, DeadLetter letter, Optional<Meta> held) {
    return new Letter(
        letter.getMeta().getId(),
        position,
        original,
        letter.getApplication(),
        letter.getCode(),
        Optional.ofNullable(letter.getField()),
        letter.getReason(),
        letter.getMeta().getRecordedAt(),
        held.map(Meta::getId),
        held.map(Meta::getTenant).or(() -> Optional.ofNullable(letter.getMeta().getTenant())),
        letter.getValue() == null ? -1 : letter.getValue().remaining());
  }

  private static <K, V> Map<K, V> newest() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
