package io.athanor.acquisition.analysis.fork;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.schemas.serde.SchemaRegistries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * Reads part of a definition, as the public contract spells it, into the event's own record: names
 * are the same, words of an enumeration are its symbols in lower case with hyphens, what is left
 * out has the schema's default.
 */
final class AvroJson {
  private AvroJson() {}

  /**
   * A record.
   *
   * @param path of the object in the request, dotted
   * @throws AnalysisException naming the member that does not fit
   */
  static <T extends IndexedRecord> T read(Class<T> type, Schema schema, JsonNode json, String path)
      throws AnalysisException {
    return read(type, schema, json, path, Map.of());
  }

  /**
   * A record of which some members are at hand.
   *
   * @param known members of the record that are not said in JSON
   */
  static <T extends IndexedRecord> T read(
      Class<T> type, Schema schema, JsonNode json, String path, Map<String, Object> known)
      throws AnalysisException {
    SchemaRegistries.trustOurs();
    return type.cast(record(schema, json, path, known));
  }

  private static Object record(Schema schema, JsonNode json, String path, Map<String, Object> known)
      throws AnalysisException {
    if (!json.isObject()) {
      throw new AnalysisException(path, "must be an object");
    }
    for (var names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (schema.getField(name) == null) {
        throw new AnalysisException(path + "." + name, "is unknown here");
      }
    }
    IndexedRecord made = (IndexedRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode said = json.path(field.name());
      String at = path + "." + field.name();
      if (known.containsKey(field.name())) {
        made.put(field.pos(), known.get(field.name()));
      } else if (said.isMissingNode() || said.isNull()) {
        if (!field.hasDefaultValue()) {
          throw new AnalysisException(at, "is missing");
        }
        made.put(field.pos(), SpecificData.get().getDefaultValue(field));
      } else {
        made.put(field.pos(), value(field.schema(), said, at));
      }
    }
    return made;
  }

  private static Object value(Schema schema, JsonNode json, String path) throws AnalysisException {
    return switch (schema.getType()) {
      case RECORD -> record(schema, json, path, Map.of());
      case ENUM -> symbol(schema, json, path);
      case ARRAY -> list(schema, json, path);
      case MAP -> map(schema, json, path);
      case UNION -> branch(schema, json, path);
      case STRING -> {
        require(json.isTextual(), path, "must be text");
        yield json.asText();
      }
      case INT -> {
        require(json.canConvertToInt() && json.isIntegralNumber(), path, "must be a whole number");
        yield json.asInt();
      }
      case LONG -> {
        require(json.canConvertToLong() && json.isIntegralNumber(), path, "must be a whole number");
        yield json.asLong();
      }
      case DOUBLE -> {
        require(json.isNumber() && Double.isFinite(json.asDouble()), path, "must be a number");
        yield json.asDouble();
      }
      case BOOLEAN -> {
        require(json.isBoolean(), path, "must be true or false");
        yield json.asBoolean();
      }
      case BYTES, FIXED, FLOAT, NULL -> throw new AnalysisException(path, "cannot be said in JSON");
    };
  }

  private static Object symbol(Schema schema, JsonNode json, String path) throws AnalysisException {
    String symbol = json.asText("").toUpperCase(Locale.ROOT).replace('-', '_');
    if (!schema.hasEnumSymbol(symbol) || symbol.equals("UNKNOWN")) {
      List<String> words =
          schema.getEnumSymbols().stream()
              .filter(each -> !each.equals("UNKNOWN"))
              .map(each -> each.toLowerCase(Locale.ROOT).replace('_', '-'))
              .toList();
      throw new AnalysisException(
          path, "'%s' is none of %s".formatted(json.asText(""), String.join(", ", words)));
    }
    return SpecificData.get().createEnum(symbol, schema);
  }

  private static List<Object> list(Schema schema, JsonNode json, String path)
      throws AnalysisException {
    require(json.isArray(), path, "must be a list");
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      values.add(value(schema.getElementType(), json.get(i), path + "[" + i + "]"));
    }
    return values;
  }

  private static Map<String, Object> map(Schema schema, JsonNode json, String path)
      throws AnalysisException {
    require(json.isObject(), path, "must be an object");
    Map<String, Object> values = new LinkedHashMap<>();
    for (var names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      values.put(name, value(schema.getValueType(), json.get(name), path + "." + name));
    }
    return values;
  }

  /** The first branch beside null that it may be: of records, one whose members are all there. */
  private static Object branch(Schema schema, JsonNode json, String path) throws AnalysisException {
    for (Schema each : schema.getTypes()) {
      boolean fits =
          switch (each.getType()) {
            case NULL -> false;
            case STRING -> json.isTextual();
            case DOUBLE, INT, LONG -> json.isNumber();
            case BOOLEAN -> json.isBoolean();
            case RECORD ->
                json.isObject()
                    && each.getFields().stream()
                        .allMatch(field -> field.hasDefaultValue() || json.has(field.name()));
            default -> json.isContainerNode();
          };
      if (fits) {
        return value(each, json, path);
      }
    }
    throw new AnalysisException(path, "has not the right type");
  }

  private static void require(boolean fits, String path, String reason) throws AnalysisException {
    if (!fits) {
      throw new AnalysisException(path, reason);
    }
  }
}
