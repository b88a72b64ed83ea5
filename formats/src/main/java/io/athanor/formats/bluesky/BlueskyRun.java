package io.athanor.formats.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The documents of one run, put together.
 *
 * @param uid of its start document
 * @param start the start document; empty where it never came
 * @param streams in order of their descriptors' first arrival
 * @param stop the stop document; empty where it never came
 * @param complete whether start, stop and every event that the stop document counts are there
 */
public record BlueskyRun(
    String uid,
    Optional<JsonNode> start,
    List<Stream> streams,
    Optional<JsonNode> stop,
    boolean complete) {
  /** Copies the list. */
  public BlueskyRun {
    streams = List.copyOf(streams);
  }

  /**
   * The events under one descriptor.
   *
   * @param descriptor the descriptor document
   * @param events in order of their sequence numbers, each once
   */
  public record Stream(JsonNode descriptor, List<Event> events) {
    /** Copies the list. */
    public Stream {
      events = List.copyOf(events);
    }

    /** Name of the stream, {@code primary} where the descriptor gives none. */
    public String name() {
      return descriptor.path("name").asText("primary");
    }
  }

  /**
   * One event.
   *
   * @param sequence its number in the stream
   * @param time seconds since 1970
   * @param data value by data key
   */
  public record Event(long sequence, double time, JsonNode data) {}
}
