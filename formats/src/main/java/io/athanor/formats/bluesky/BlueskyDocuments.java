package io.athanor.formats.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.formats.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Single fields of documents, checked, and pages of events taken apart. */
public final class BlueskyDocuments {
  /** Name of the format. */
  public static final String FORMAT = "bluesky";

  static final Set<String> NAMES =
      Set.of(
          "start",
          "descriptor",
          "event",
          "event_page",
          "bulk_events",
          "stop",
          "resource",
          "datum",
          "datum_page",
          "bulk_datum",
          "stream_resource",
          "stream_datum");

  /** An event and the descriptor it belongs to. */
  record Addressed(String descriptor, BlueskyRun.Event event) {}

  private BlueskyDocuments() {}

  static String id(String name, JsonNode document, String field) {
    JsonNode value = document.path(field);
    if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > 200) {
      throw bad(name, "has no '" + field + "'");
    }
    return value.textValue();
  }

  static FormatException bad(String name, String reason) {
    return new FormatException(FORMAT, "document '" + name + "'", reason);
  }

  /** The events of {@code event}, {@code event_page} or {@code bulk_events}. */
  static List<Addressed> events(String name, JsonNode document) {
    List<Addressed> events = new ArrayList<>();
    switch (name) {
      case "event" -> events.add(event(name, document));
      case "event_page" -> page(document, events);
      default -> {
        for (JsonNode stream : document) {
          for (JsonNode each : stream) {
            events.add(event(name, each));
          }
        }
      }
    }
    return events;
  }

  private static Addressed event(String name, JsonNode document) {
    return new Addressed(
        id(name, document, "descriptor"),
        event(name, document.path("seq_num"), document.path("time"), document.path("data")));
  }

  private static BlueskyRun.Event event(
      String name, JsonNode sequence, JsonNode time, JsonNode data) {
    if (!sequence.isIntegralNumber() || !sequence.canConvertToLong()) {
      throw bad(name, "has no 'seq_num'");
    }
    if (!time.isNumber() || !Double.isFinite(time.doubleValue())) {
      throw bad(name, "has no 'time'");
    }
    if (!data.isObject()) {
      throw bad(name, "has no 'data'");
    }
    return new BlueskyRun.Event(sequence.longValue(), time.doubleValue(), data);
  }

  private static void page(JsonNode document, List<Addressed> events) {
    String name = "event_page";
    String descriptor = id(name, document, "descriptor");
    JsonNode sequences = document.path("seq_num");
    JsonNode times = document.path("time");
    JsonNode columns = document.path("data");
    if (!sequences.isArray() || times.size() != sequences.size() || !columns.isObject()) {
      throw bad(name, "'seq_num', 'time' and 'data' do not go together");
    }
    for (int row = 0; row < sequences.size(); row++) {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> column : columns.properties()) {
        if (column.getValue().size() != sequences.size()) {
          throw bad(name, "a column of 'data' has another length than 'seq_num'");
        }
        data.set(column.getKey(), column.getValue().get(row));
      }
      events.add(new Addressed(descriptor, event(name, sequences.get(row), times.get(row), data)));
    }
  }
}
