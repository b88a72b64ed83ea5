package io.athanor.schemas.law;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What may become of an event: the law of {@code src/test/avro-history/README.md}. Avro's own check
 * says whether bytes can be read in both directions; the rest here is what Avro lets pass and
 * readers would suffer from.
 */
final class EvolutionLaw {
  private EvolutionLaw() {}

  /** Every breach by {@code current} against one frozen version; empty where the law is kept. */
  static List<String> breaches(Map<String, Schema> frozen, Map<String, Schema> current) {
    List<String> breaches = new ArrayList<>();
    new TreeMap<>(frozen)
        .forEach(
            (event, before) -> {
              Schema now = current.get(event);
              if (now == null) {
                breaches.add(event + ": removed or renamed");
              } else {
                breaches.addAll(breaches(before, now));
              }
            });
    return breaches;
  }

  /** Every breach of one event. */
  static List<String> breaches(Schema before, Schema now) {
    List<String> breaches = new ArrayList<>();
    String event = before.getName();
    readable(before, now).forEach(each -> breaches.add(event + ": today's reader: " + each));
    readable(now, before).forEach(each -> breaches.add(event + ": yesterday's reader: " + each));
    SortedMap<String, Schema> typesNow = named(now);
    named(before)
        .forEach(
            (name, typeBefore) -> {
              Schema typeNow = typesNow.get(name);
              if (typeNow == null) {
                breaches.add(event + ": type " + name + " removed or renamed");
              } else if (typeNow.getType() != typeBefore.getType()) {
                breaches.add(event + ": type " + name + " is of another kind");
              } else if (typeBefore.getType() == Schema.Type.ENUM) {
                checkEnum(typeBefore, typeNow, breaches::add);
              } else if (typeBefore.getType() == Schema.Type.RECORD) {
                checkRecord(typeBefore, typeNow, breaches::add);
              }
            });
    return breaches;
  }

  private static List<String> readable(Schema writer, Schema reader) {
    SchemaCompatibility.SchemaCompatibilityResult result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : result.getIncompatibilities().stream()
            .map(each -> each.getType() + " at " + each.getLocation() + ": " + each.getMessage())
            .toList();
  }

  private static void checkEnum(Schema before, Schema now, Consumer<String> breach) {
    for (String symbol : before.getEnumSymbols()) {
      if (!now.hasEnumSymbol(symbol)) {
        breach.accept(before.getFullName() + ": symbol " + symbol + " removed");
      }
    }
    if (!Objects.equals(before.getEnumDefault(), now.getEnumDefault())) {
      breach.accept(before.getFullName() + ": default symbol changed");
    }
  }

  private static void checkRecord(Schema before, Schema now, Consumer<String> breach) {
    for (Schema.Field field : before.getFields()) {
      String path = before.getFullName() + "." + field.name();
      Schema.Field today = now.getField(field.name());
      if (today == null) {
        breach.accept(path + ": removed or renamed");
        continue;
      }
      if (!meaning(field.schema()).equals(meaning(today.schema()))) {
        breach.accept(path + ": type changed, if only the logical one");
      }
      if (!Objects.equals(defaultOf(field), defaultOf(today))) {
        breach.accept(path + ": default changed, so old data would mean something else");
      }
    }
  }

  private static Object defaultOf(Schema.Field field) {
    Object value = field.hasDefaultValue() ? field.defaultVal() : "none";
    return value == JsonProperties.NULL_VALUE ? "null" : value;
  }

  /** Logical types in the order they are met; Avro reads one as the other without a word. */
  private static List<String> meaning(Schema schema) {
    String own = schema.getProp("logicalType") + "";
    return switch (schema.getType()) {
      case ARRAY -> meaning(schema.getElementType());
      case MAP -> meaning(schema.getValueType());
      case UNION -> schema.getTypes().stream().flatMap(each -> meaning(each).stream()).toList();
      case RECORD, ENUM -> List.of(schema.getFullName());
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
          List.of(schema.getType() + " " + own);
    };
  }

  /** Every record and enum in {@code schema}, by full name. */
  static SortedMap<String, Schema> named(Schema schema) {
    SortedMap<String, Schema> found = new TreeMap<>();
    collect(schema, found);
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM, FIXED -> found.putIfAbsent(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(each -> collect(each, found));
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }
}
