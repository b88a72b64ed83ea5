package io.athanor.schemas.signing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form that RFC 8785 (JCS) allows: no white space, members sorted by the UTF-16
 * code units of their names, {@link ShortestNumber}, the least escapes, UTF-8. Values are maps with
 * text keys, lists, text, {@link Number} and {@link Boolean}.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The bytes of a value.
   *
   * @throws IllegalArgumentException for what JSON cannot say: no finite number, a lone surrogate,
   *     another type
   */
  public static byte[] bytes(Map<String, ?> value) {
    StringBuilder out = new StringBuilder(512);
    write(value, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      object(map, out);
    } else if (value instanceof List<?> list) {
      array(list, out);
    } else if (value instanceof String text) {
      text(text, out);
    } else if (value instanceof Boolean flag) {
      out.append(flag.booleanValue());
    } else if (value instanceof Number number) {
      out.append(ShortestNumber.of(number.doubleValue()));
    } else {
      throw new IllegalArgumentException("cannot be written as JSON: " + value);
    }
  }

  private static void object(Map<?, ?> map, StringBuilder out) {
    // String.compareTo compares UTF-16 code units, which is the order wanted
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put((String) name, value));
    out.append('{');
    String comma = "";
    for (Map.Entry<String, Object> member : sorted.entrySet()) {
      out.append(comma);
      text(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      comma = ",";
    }
    out.append('}');
  }

  private static void array(List<?> list, StringBuilder out) {
    out.append('[');
    String comma = "";
    for (Object each : list) {
      out.append(comma);
      write(each, out);
      comma = ",";
    }
    out.append(']');
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (Character.isSurrogate(each)) {
        if (!Character.isHighSurrogate(each)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new IllegalArgumentException("text holds half a surrogate pair");
        }
        out.append(each).append(text.charAt(++i));
      } else {
        character(each, out);
      }
    }
    out.append('"');
  }

  private static void character(char each, StringBuilder out) {
    switch (each) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (each < ' ') {
          out.append("\\u%04x".formatted((int) each));
        } else {
          out.append(each);
        }
      }
    }
  }
}
