package io.athanor.gateway.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads the operations of a contract. */
final class OperationReader {
  private static final String PARAMETERS = "#/components/parameters/";
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private final JsonObject document;
  private final SchemaCompiler compiler;

  OperationReader(JsonObject document, SchemaCompiler compiler) {
    this.document = document;
    this.compiler = compiler;
  }

  Map<String, Operation> read() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : METHODS) {
        JsonObject declared = item.getJsonObject(method);
        if (declared != null) {
          Operation operation = operation(path, method, item, declared);
          if (operations.put(operation.id(), operation) != null) {
            throw new IllegalStateException("contract: " + operation.id() + " is there twice");
          }
        }
      }
    }
    return operations;
  }

  private Operation operation(String path, String method, JsonObject item, JsonObject declared) {
    List<Operation.Parameter> parameters = new ArrayList<>();
    for (JsonObject holder : List.of(item, declared)) {
      for (Object each : holder.getJsonArray("parameters", new JsonArray())) {
        parameters.add(parameter((JsonObject) each));
      }
    }
    Map<String, Schema> bodies = new TreeMap<>();
    JsonObject content =
        declared
            .getJsonObject("requestBody", new JsonObject())
            .getJsonObject("content", new JsonObject());
    for (String mediaType : content.fieldNames()) {
      bodies.put(
          mediaType, compiler.compile(content.getJsonObject(mediaType).getJsonObject("schema")));
    }
    return new Operation(
        declared.getString("operationId"),
        method.toUpperCase(Locale.ROOT),
        path,
        parameters,
        bodies,
        declared.getBoolean("x-verbatim", false));
  }

  private Operation.Parameter parameter(JsonObject declared) {
    String reference = declared.getString("$ref");
    if (reference != null) {
      JsonObject named = document.getJsonObject("components").getJsonObject("parameters");
      return parameter(named.getJsonObject(reference.substring(PARAMETERS.length())));
    }
    return new Operation.Parameter(
        declared.getString("name"),
        Operation.Place.valueOf(declared.getString("in").toUpperCase(Locale.ROOT)),
        declared.getBoolean("required", false),
        compiler.compile(declared.getJsonObject("schema")));
  }
}
