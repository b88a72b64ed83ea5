package io.athanor.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** How schemas are written down. */
public final class SchemaTexts {
  private static final String JAVA_STRING = "avro.java.string";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaTexts() {}

  /**
   * The schema as any other language would write it: without the code generator's {@value
   * #JAVA_STRING}, as Confluent's {@code avro.remove.java.properties} does it.
   */
  public static String neutral(Schema schema) {
    try {
      return stripped(JSON.readTree(schema.toString())).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro writes schemas as JSON", e);
    }
  }

  private static JsonNode stripped(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, stripped(array.get(i)));
      }
    } else if (node instanceof ObjectNode object) {
      if (object.remove(JAVA_STRING) != null
          && object.size() == 1
          && object.get("type") instanceof TextNode type) {
        return type;
      }
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> object.set(name, stripped(object.get(name))));
    }
    return node;
  }
}
