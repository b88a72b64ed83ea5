package io.athanor.gateway.room;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * An event's fields for a person to look at: long lists and texts are cut, and what is named like a
 * secret is not shown. Pure.
 */
final class Preview {
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_LIST = 20;
  private static final int LONGEST_HEX = 256;
  private static final List<String> SECRETS =
      List.of("secret", "password", "token", "credential", "authorization", "apikey", "api_key");
  private static final String HIDDEN = "not shown";

  private Preview() {}

  /** Field by field, as the schema orders them. */
  static JsonObject of(IndexedRecord event) {
    JsonObject json = new JsonObject();
    for (Schema.Field field : event.getSchema().getFields()) {
      json.put(field.name(), shown(field.name(), event.get(field.pos())));
    }
    return json;
  }

  /** The first bytes. */
  static String hex(byte[] bytes) {
    String text =
        HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_HEX)));
    return bytes.length > LONGEST_HEX ? text + "…" : text;
  }

  private static Object shown(String name, Object value) {
    String plain = name.toLowerCase(Locale.ROOT);
    return value != null && SECRETS.stream().anyMatch(plain::contains) ? HIDDEN : value(value);
  }

  private static Object value(Object value) {
    if (value instanceof IndexedRecord nested) {
      return of(nested);
    } else if (value instanceof Map<?, ?> map) {
      JsonObject json = new JsonObject();
      new TreeMap<>(map).forEach((key, each) -> json.put("" + key, shown("" + key, each)));
      return json;
    } else if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.stream().limit(LONGEST_LIST).forEach(each -> array.add(value(each)));
      return list.size() > LONGEST_LIST
          ? array.add("… " + (list.size() - LONGEST_LIST) + " more")
          : array;
    } else if (value instanceof ByteBuffer buffer) {
      return buffer.remaining() + " bytes";
    } else if (value instanceof CharSequence text) {
      return text.length() > LONGEST_TEXT
          ? text.subSequence(0, LONGEST_TEXT) + "…"
          : text.toString();
    } else if (value instanceof Instant || value instanceof Enum<?>) {
      return value.toString();
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      return number.toString();
    }
    return value;
  }
}
