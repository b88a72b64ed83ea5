package io.athanor.allinone.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.gateway.file.FileEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Events as JSON for people and scripts: members in the order of the schema, absent where null,
 * maps sorted, times in ISO 8601; where a member may be one of several records, its kind is a
 * member around it, as in {@code "payload":{"curve":{…}}}.
 */
final class EventJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventJson() {}

  /** One line, without its end. */
  static String line(FileEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("topic", event.topic().name());
    line.put("key", event.key());
    line.put("value", record(event.value()));
    return text(line);
  }

  static String text(Map<String, Object> members) {
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, numbers and texts are JSON", e);
    }
  }

  private static Map<String, Object> record(IndexedRecord record) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        Object json = value(value);
        members.put(
            field.name(),
            value instanceof IndexedRecord one && isChoice(field.schema())
                ? Map.of(kind(one), json)
                : json);
      }
    }
    return members;
  }

  private static Object value(Object value) {
    if (value instanceof IndexedRecord record) {
      return record(record);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((name, each) -> sorted.put(name.toString(), value(each)));
      return sorted;
    } else if (value instanceof Iterable<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(each -> values.add(value(each)));
      return values;
    } else if (value instanceof Number || value instanceof Boolean) {
      return value;
    }
    return value.toString(); // texts, times, enumerations
  }

  private static boolean isChoice(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().stream().filter(each -> each.getType() != Schema.Type.NULL).count()
            > 1;
  }

  private static String kind(IndexedRecord record) {
    String name = record.getSchema().getName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
