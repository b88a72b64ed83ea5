package io.athanor.allinone.invent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Fields of a document, taken strictly: what is not meant, or not of its kind, is refused. */
final class Fields {
  private Fields() {}

  static void only(JsonNode node, String at, Set<String> names) {
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException(at + ": must be an object");
    }
    for (Iterator<String> each = node.fieldNames(); each.hasNext(); ) {
      String name = each.next();
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "%s.%s: there is no such field; there are %s"
                .formatted(at, name, String.join(", ", new TreeSet<>(names))));
      }
    }
  }

  static JsonNode list(JsonNode node, String field) {
    JsonNode list = node.path(field);
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw new IllegalArgumentException(field + ": must be a list");
    }
    return list;
  }

  static String text(JsonNode node, String field, String at) {
    JsonNode text = node.path(field);
    if (!text.isTextual() || text.asText().isBlank()) {
      throw new IllegalArgumentException(at + ": must be a text");
    }
    return text.asText();
  }

  static OptionalDouble number(JsonNode node, String field, String at) {
    JsonNode number = node.path(field);
    if (number.isMissingNode() || number.isNull()) {
      return OptionalDouble.empty();
    }
    if (!number.isNumber() || !Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException(at + ": must be a finite number");
    }
    return OptionalDouble.of(number.doubleValue());
  }

  static int whole(JsonNode node, String field, String at, int otherwise) {
    JsonNode number = node.path(field);
    if (number.isMissingNode() || number.isNull()) {
      return otherwise;
    }
    if (!number.isInt() || number.intValue() < 1) {
      throw new IllegalArgumentException(at + ": must be a whole number, at least 1");
    }
    return number.intValue();
  }

  static List<String> texts(JsonNode node, String field, String at) {
    List<String> texts = new ArrayList<>();
    JsonNode list = node.path(field);
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw new IllegalArgumentException(at + ": must be a list");
    }
    for (JsonNode each : list) {
      if (!each.isTextual()) {
        throw new IllegalArgumentException(
            at + ": must hold texts; quote NO, which YAML reads as no");
      }
      texts.add(each.asText());
    }
    return texts;
  }
}
