package io.athanor.gateway.room;

import io.athanor.event.DeadLetter;
import io.athanor.event.DeadLetterRetried;
import io.athanor.event.Meta;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Spelling;
import io.athanor.gateway.log.Archive;
import io.athanor.gateway.log.Archive.Part;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** Dead letters at the door: shown, and put back once. Reads and writes the log, on a worker. */
public final class DeadLetterCommands {
  private static final long LOOK_MILLIS = 10;

  private final Rooms rooms;
  private final Duration patience;

  /**
   * With the index and the log.
   *
   * @param patience how long to wait for the index to have what others did
   */
  public DeadLetterCommands(Rooms rooms, Duration patience) {
    this.rooms = rooms;
    this.patience = patience;
  }

  /**
   * Letters that a caller may see, the newest first.
   *
   * @param state of letters that are wanted; empty for all
   */
  public JsonObject list(Optional<DeadLetterIndex.State> state, int limit, Identity caller) {
    DeadLetterIndex index = rooms.letters();
    Predicate<DeadLetterIndex.Letter> wanted =
        each ->
            caller.sees(each.tenant().orElse(null))
                && state.map(one -> one == index.state(each)).orElse(true);
    JsonArray letters = new JsonArray();
    index.list(wanted, limit).forEach(each -> letters.add(summary(each)));
    return new JsonObject().put("deadLetters", letters).put("complete", rooms.isCaughtUp());
  }

  /**
   * One letter, with a look at what it holds.
   *
   * @throws ProblemException 404 for what the caller does not see
   */
  public JsonObject get(Position position, Identity caller) {
    DeadLetterIndex.Letter letter = letter(position, caller);
    JsonObject json = summary(letter);
    original(position)
        .ifPresent(
            each -> {
              json.put("size", each.value().length);
              rooms
                  .archive()
                  .decode(each.topic(), each.value())
                  .ifPresentOrElse(
                      event -> json.put("payload", Preview.of(event)),
                      () -> json.put("hex", Preview.hex(each.value())));
            });
    return json;
  }

  /**
   * Puts what a letter holds back to where it came from, byte for byte, once.
   *
   * @throws ProblemException 404 for what the caller does not see, 409 for what cannot be put back
   */
  public JsonObject retry(Position position, Origin origin) {
    DeadLetterIndex.Letter letter = letter(position, origin.caller());
    if (letter.isUndelivered()) {
      throw ProblemException.of(
          ProblemCode.CONFLICT,
          "an address did not take this event; the engine has, and would only see it again");
    }
    Archive.Original original =
        original(position)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.CONFLICT,
                        "the letter does not repeat its record, which was too large to be said"
                            + " twice"));
    Optional<DeadLetterRetried> done =
        rooms
            .archive()
            .putBack(
                letter.id(),
                original,
                () -> wasRetried(letter),
                place -> said(letter, place, origin));
    DeadLetterRetried event =
        done.or(() -> rooms.letters().retry(letter.id()).map(DeadLetterIndex.Retry::event))
            .orElseThrow();
    return retried(event).put("letterId", letter.id()).put("again", done.isEmpty());
  }

  /** Whoever had it put back before has said so: the index is waited for. */
  private boolean wasRetried(DeadLetterIndex.Letter letter) {
    Map<Part, Long> ends = rooms.archive().ends(Topics.DEAD_LETTER_RETRIED.name());
    long until = System.nanoTime() + patience.toNanos();
    while (!rooms.hasReached(ends)) {
      if (System.nanoTime() > until) {
        throw ProblemException.of(
            ProblemCode.CATCHING_UP, "it is not known yet whether somebody has done it");
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw ProblemException.of(ProblemCode.UNAVAILABLE, "the gateway closes");
      }
    }
    return rooms.letters().retry(letter.id()).isPresent();
  }

  private static DeadLetterRetried said(
      DeadLetterIndex.Letter letter, Position place, Origin origin) {
    Meta meta =
        Meta.newBuilder(origin.meta(origin.fresh(), "athanor/gateway", origin.now(), null))
            .setCausedBy(List.of(letter.id()))
            .setTenant(letter.tenant().orElse(null))
            .build();
    return DeadLetterRetried.newBuilder()
        .setMeta(meta)
        .setLetterId(letter.id())
        .setLetterTopic(letter.position().topic())
        .setLetterPartition(letter.position().partition())
        .setLetterOffset(letter.position().offset())
        .setTopic(place.topic())
        .setPartition(place.partition())
        .setOffset(place.offset())
        .build();
  }

  private DeadLetterIndex.Letter letter(Position position, Identity caller) {
    return rooms
        .letters()
        .find(position)
        .filter(each -> caller.sees(each.tenant().orElse(null)))
        .orElseThrow(
            () ->
                ProblemException.at("offset", ProblemCode.NOT_FOUND, "no dead letter has this id"));
  }

  /** The record as the letter repeats it; only in the letter are its bytes as they were. */
  private Optional<Archive.Original> original(Position position) {
    SpecificRecord found = rooms.archive().read(List.of(position)).get(position);
    return found instanceof DeadLetter letter && letter.getValue() != null
        ? Optional.of(
            new Archive.Original(
                letter.getTopic(), bytes(letter.getKey()), bytes(letter.getValue())))
        : Optional.empty();
  }

  private JsonObject summary(DeadLetterIndex.Letter letter) {
    JsonObject json =
        place(letter.position())
            .put("letterId", letter.id())
            .put("application", letter.application())
            .put("code", letter.code());
    letter.field().ifPresent(each -> json.put("field", each));
    json.put("reason", letter.reason())
        .put("at", letter.at().toString())
        .put("original", place(letter.original()));
    letter.eventId().ifPresent(each -> json.put("eventId", each));
    json.put("state", Spelling.of(rooms.letters().state(letter)))
        .put("retryable", letter.bytes() >= 0 && !letter.isUndelivered());
    rooms
        .letters()
        .retry(letter.id())
        .ifPresent(
            each -> {
              JsonObject retry = retried(each.event());
              each.outcome().ifPresent(at -> retry.put("outcome", place(at)));
              json.put("retry", retry);
            });
    return json;
  }

  private static JsonObject retried(DeadLetterRetried event) {
    JsonObject json =
        new JsonObject()
            .put("topic", event.getTopic())
            .put("partition", event.getPartition())
            .put("offset", event.getOffset())
            .put("at", event.getMeta().getRecordedAt().toString());
    return event.getMeta().getActor() == null ? json : json.put("by", event.getMeta().getActor());
  }

  private static JsonObject place(Position position) {
    return new JsonObject()
        .put("topic", position.topic())
        .put("partition", position.partition())
        .put("offset", position.offset());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
