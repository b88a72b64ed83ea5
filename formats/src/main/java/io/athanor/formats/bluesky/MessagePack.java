package io.athanor.formats.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.formats.FormatException;
import io.athanor.formats.document.JsonText;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * MessagePack values as JSON trees, with the bounds that JSON has. Binary data and extension types
 * become null, so that what is not a number stays out, whatever it holds.
 */
public final class MessagePack {
  private final String format;
  private final MessageUnpacker unpacker;
  private final int size;
  private long tokens;

  private MessagePack(String format, byte[] bytes) {
    this.format = format;
    this.size = bytes.length;
    this.unpacker = org.msgpack.core.MessagePack.newDefaultUnpacker(bytes);
  }

  /**
   * All values of a file, one after the other.
   *
   * @param format whom an exception names
   * @throws FormatException naming the byte
   */
  public static List<JsonNode> values(String format, byte[] bytes) {
    MessagePack reader = new MessagePack(format, bytes);
    List<JsonNode> values = new ArrayList<>();
    try {
      while (reader.unpacker.hasNext()) {
        values.add(reader.value(0));
      }
      return values;
    } catch (IOException | MessagePackException | IndexOutOfBoundsException e) {
      throw reader.refuse("is no valid MessagePack, or ends in the middle");
    }
  }

  private JsonNode value(int depth) throws IOException {
    if (depth > JsonText.DEEPEST) {
      throw refuse("is nested deeper than " + JsonText.DEEPEST + " levels");
    }
    count();
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    MessageFormat next = unpacker.getNextFormat();
    return switch (next.getValueType()) {
      case NIL -> {
        unpacker.unpackNil();
        yield nodes.nullNode();
      }
      case BOOLEAN -> nodes.booleanNode(unpacker.unpackBoolean());
      case INTEGER -> integer(next);
      case FLOAT -> nodes.numberNode(unpacker.unpackDouble());
      case STRING -> nodes.textNode(text());
      case BINARY -> {
        skip(unpacker.unpackBinaryHeader());
        yield nodes.nullNode();
      }
      case EXTENSION -> {
        skip(unpacker.unpackExtensionTypeHeader().getLength());
        yield nodes.nullNode();
      }
      case ARRAY -> array(depth);
      case MAP -> map(depth);
    };
  }

  private JsonNode integer(MessageFormat next) throws IOException {
    if (next == MessageFormat.UINT64) {
      BigInteger value = unpacker.unpackBigInteger();
      return JsonNodeFactory.instance.numberNode(value);
    }
    return JsonNodeFactory.instance.numberNode(unpacker.unpackLong());
  }

  private ArrayNode array(int depth) throws IOException {
    int size = unpacker.unpackArrayHeader();
    // grows as values come: a header may claim any size
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < size; i++) {
      array.add(value(depth + 1));
    }
    return array;
  }

  private ObjectNode map(int depth) throws IOException {
    int size = unpacker.unpackMapHeader();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < size; i++) {
      JsonNode key = value(depth + 1);
      object.set(key.asText(), value(depth + 1));
    }
    return object;
  }

  private String text() throws IOException {
    int length = unpacker.unpackRawStringHeader();
    requireThere(length);
    return new String(unpacker.readPayload(length), StandardCharsets.UTF_8);
  }

  private void skip(int length) throws IOException {
    requireThere(length);
    unpacker.readPayloadAsReference(length);
  }

  /** Before anything of that size is allocated. */
  private void requireThere(int length) {
    if (length < 0 || length > size - unpacker.getTotalReadBytes()) {
      throw refuse("ends in the middle");
    }
  }

  private void count() {
    if (++tokens > JsonText.MOST_TOKENS) {
      throw refuse("holds more than " + JsonText.MOST_TOKENS + " values");
    }
  }

  private FormatException refuse(String reason) {
    return new FormatException(format, "byte " + unpacker.getTotalReadBytes(), reason);
  }
}
