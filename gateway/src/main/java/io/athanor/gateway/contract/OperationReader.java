package io.athanor.gateway.contract;

import io.athanor.gateway.security.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
        declared.getBoolean("x-verbatim", false),
        roles(declared));
  }

  /** An operation that does not say who may do it is nobody's: the contract is refused. */
  private Set<Role> roles(JsonObject declared) {
    String id = declared.getString("operationId");
    JsonArray security =
        declared.getJsonArray("security", document.getJsonArray("security", new JsonArray()));
    boolean open =
        security.isEmpty() || security.stream().anyMatch(each -> ((JsonObject) each).isEmpty());
    if (open) {
      throw new IllegalStateException("contract: " + id + " declares no security");
    }
    JsonArray names = declared.getJsonArray("x-roles", new JsonArray());
    if (names.isEmpty()) {
      throw new IllegalStateException("contract: " + id + " declares no x-roles");
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Object each : names) {
      try {
        roles.add(Role.of((String) each));
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException("contract: x-roles of " + id + ": " + e.getMessage(), e);
      }
    }
    return roles;
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
