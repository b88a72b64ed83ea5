package io.athanor.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compiles the contract's schemas. References must not be circular: the contract has none. */
final class SchemaCompiler {
  private static final String REFERENCE = "#/components/schemas/";
  private static final Set<String> ANNOTATIONS = Set.of("description", "default", "example");
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "enum",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "uniqueItems",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "pattern");

  private final JsonObject components;

  SchemaCompiler(JsonObject contract) {
    this.components = contract.getJsonObject("components").getJsonObject("schemas");
  }

  Map<String, Schema> components() {
    Map<String, Schema> compiled = new TreeMap<>();
    components.fieldNames().forEach(each -> compiled.put(each, named(each)));
    return compiled;
  }

  Schema compile(JsonObject schema) {
    String reference = schema.getString("$ref");
    if (reference != null) {
      if (!reference.startsWith(REFERENCE) || schema.size() > 1) {
        throw new IllegalStateException("contract: reference " + schema.encode());
      }
      return named(reference.substring(REFERENCE.length()));
    }
    Set<String> unknown = new TreeSet<>(schema.fieldNames());
    unknown.removeAll(KEYWORDS);
    unknown.removeAll(ANNOTATIONS);
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("contract: keywords " + unknown + " are not understood");
    }
    Map<String, Schema> properties = new TreeMap<>();
    JsonObject declared = schema.getJsonObject("properties", new JsonObject());
    declared.fieldNames().forEach(n -> properties.put(n, compile(declared.getJsonObject(n))));
    return new Schema(
        types(schema.getValue("type")),
        Optional.ofNullable(schema.getJsonArray("enum"))
            .map(each -> each.stream().collect(Collectors.toCollection(LinkedHashSet::new))),
        properties,
        strings(schema.getJsonArray("required", new JsonArray())),
        extra(schema.getValue("additionalProperties")),
        Optional.ofNullable(schema.getJsonObject("items")).map(this::compile),
        schema.getBoolean("uniqueItems", false),
        limits(schema),
        Optional.ofNullable(schema.getString("pattern")).map(Pattern::compile));
  }

  private Schema named(String name) {
    JsonObject schema = components.getJsonObject(name);
    if (schema == null) {
      throw new IllegalStateException("contract: there is no schema " + name);
    }
    return compile(schema);
  }

  private static Set<Schema.Type> types(Object type) {
    JsonArray names =
        type instanceof JsonArray array
            ? array
            : type == null ? new JsonArray() : new JsonArray().add(type);
    return strings(names).stream()
        .map(each -> Schema.Type.valueOf(each.toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Schema.Extra extra(Object value) {
    return value instanceof JsonObject schema
        ? new Schema.Extra(true, Optional.of(compile(schema)))
        : new Schema.Extra(!Boolean.FALSE.equals(value), Optional.empty());
  }

  private static Schema.Limits limits(JsonObject schema) {
    int fewest = 0;
    int most = Integer.MAX_VALUE;
    for (String what : new String[] {"Length", "Items", "Properties"}) {
      fewest = Math.max(fewest, schema.getInteger("min" + what, 0));
      most = Math.min(most, schema.getInteger("max" + what, Integer.MAX_VALUE));
    }
    return new Schema.Limits(
        schema.getDouble("minimum", Double.NEGATIVE_INFINITY),
        schema.getDouble("maximum", Double.POSITIVE_INFINITY),
        fewest,
        most);
  }

  private static Set<String> strings(JsonArray array) {
    Set<String> strings = new HashSet<>();
    array.forEach(each -> strings.add((String) each));
    return strings;
  }
}
