package io.athanor.formats.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads JSON whose size in memory and depth are bounded whatever the bytes are. */
public final class JsonText {
  /** Deepest nesting that is read. */
  public static final int DEEPEST = 100;

  /** Most tokens in one file; a tree of that many takes some 300 MB. */
  public static final long MOST_TOKENS = 4_000_000;

  private static final int HEAD = 8_192;
  // NaN and Infinity are no JSON, but Python writes them
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxTokenCount(MOST_TOKENS)
                          .maxNumberLength(400)
                          .maxNameLength(10_000)
                          .build())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .build();

  private JsonText() {}

  /**
   * All values of a text, one after the other: one of a JSON document, many of JSON lines.
   *
   * @param format whom an exception names
   * @throws FormatException naming line and column
   */
  public static List<JsonNode> values(String format, byte[] bytes) {
    List<JsonNode> values = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(bytes);
        MappingIterator<JsonNode> iterator = MAPPER.readValues(parser, JsonNode.class)) {
      while (iterator.hasNextValue()) {
        values.add(iterator.nextValue());
      }
      return values;
    } catch (StreamConstraintsException e) {
      throw new FormatException(
          format,
          place(e),
          "is too large or too deep: at most "
              + DEEPEST
              + " levels and "
              + MOST_TOKENS
              + " values are read");
    } catch (JsonProcessingException e) {
      boolean cut = e instanceof JsonEOFException || isAtEnd(e, bytes.length);
      throw new FormatException(
          format, place(e), cut ? "ends in the middle of the JSON" : "is no valid JSON");
    } catch (IOException e) {
      throw new FormatException(format, "", "is no text in UTF-8");
    }
  }

  /** The one value of a JSON document; a {@link FormatException} where there is none or more. */
  public static JsonNode document(String format, byte[] bytes) {
    List<JsonNode> values = values(format, bytes);
    if (values.size() != 1) {
      throw new FormatException(
          format, "", "holds " + values.size() + " JSON documents where one is expected");
    }
    return values.get(0);
  }

  /** The beginning of a file for recognition, where it may be JSON: it starts with a bracket. */
  public static Optional<String> head(SourceFile file) {
    byte[] bytes = file.bytes();
    String head =
        new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.UTF_8).stripLeading();
    String text = head.startsWith("\ufeff") ? head.substring(1).stripLeading() : head;
    return text.startsWith("{") || text.startsWith("[") ? Optional.of(text) : Optional.empty();
  }

  /** The first of these fields that holds a text that is not blank. */
  public static Optional<String> text(JsonNode object, String... fields) {
    for (String field : fields) {
      JsonNode value = object.path(field);
      if (value.isTextual() && !value.textValue().isBlank()) {
        return Optional.of(value.textValue().strip());
      }
    }
    return Optional.empty();
  }

  /** A number or a word cut off is a syntax error there. */
  private static boolean isAtEnd(JsonProcessingException e, int length) {
    return e.getLocation() != null && e.getLocation().getByteOffset() >= length;
  }

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : "line " + location.getLineNr() + " column " + location.getColumnNr();
  }
}
