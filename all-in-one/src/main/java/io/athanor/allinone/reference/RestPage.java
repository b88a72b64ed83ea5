package io.athanor.allinone.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.gateway.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Every operation of the HTTP door, from its contract. */
final class RestPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private final JsonNode contract;
  private final Markdown page = new Markdown();

  private RestPage(JsonNode contract) {
    this.contract = contract;
  }

  static String markdown() {
    try {
      return new RestPage(JSON.readTree(Contract.load().document().encode())).write();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the contract is JSON", e);
    }
  }

  private String write() {
    page.heading(1, "REST")
        .paragraph(Reference.origin("openapi.yaml"))
        .paragraph(contract.at("/info/description").asText())
        .paragraph(
            "The contract itself is served at `/openapi.yaml`, the log's at `/asyncapi.json`.");
    for (JsonNode tag : contract.path("tags")) {
      page.heading(2, capital(tag.path("name").asText()));
      page.paragraph(tag.path("description").asText());
      for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
        for (String method : METHODS) {
          JsonNode operation = path.getValue().path(method);
          if (tag.path("name").equals(operation.path("tags").path(0))) {
            operation(method, path.getKey(), path.getValue(), operation);
          }
        }
      }
    }
    page.heading(2, "Schemas");
    contract
        .at("/components/schemas")
        .properties()
        .forEach(each -> schema(each.getKey(), each.getValue()));
    return page.toString();
  }

  private void operation(String method, String path, JsonNode item, JsonNode operation) {
    page.heading(3, method.toUpperCase(Locale.ROOT) + " " + path);
    page.paragraph(operation.path("summary").asText());
    page.paragraph(operation.path("description").asText());
    String roles = texts(operation.path("x-roles"), ", ");
    page.paragraph(roles.isEmpty() ? "Roles: none is asked." : "Roles: " + roles + ".");
    List<List<String>> parameters = new ArrayList<>();
    for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
      list.forEach(each -> parameters.add(parameter(resolve(each))));
    }
    page.table(List.of("parameter", "in", "type", "needed", "meaning"), parameters);
    List<List<String>> bodies = new ArrayList<>();
    JsonNode request = resolve(operation.path("requestBody"));
    for (Map.Entry<String, JsonNode> each : request.path("content").properties()) {
      bodies.add(
          List.of(
              "request",
              Markdown.code(each.getKey()),
              type(each.getValue().path("schema")),
              request.path("description").asText()));
    }
    for (Map.Entry<String, JsonNode> each : operation.path("responses").properties()) {
      JsonNode response = resolve(each.getValue());
      String media =
          response.path("content").properties().stream()
              .map(content -> Markdown.code(content.getKey()))
              .collect(Collectors.joining(", "));
      String types =
          response.path("content").properties().stream()
              .map(content -> type(content.getValue().path("schema")))
              .collect(Collectors.joining(", "));
      bodies.add(List.of(each.getKey(), media, types, response.path("description").asText()));
    }
    page.table(List.of("", "media type", "body", "meaning"), bodies);
    JsonNode example = request.at("/content/application~1json/example");
    if (!example.isMissingNode()) {
      page.fenced("json", example.toPrettyString());
    }
  }

  private List<String> parameter(JsonNode parameter) {
    return List.of(
        Markdown.code(parameter.path("name").asText()),
        parameter.path("in").asText(),
        type(parameter.path("schema")) + limits(parameter.path("schema")),
        parameter.path("required").asBoolean() ? "yes" : "",
        parameter.path("description").asText());
  }

  private void schema(String name, JsonNode schema) {
    page.heading(3, name).paragraph(schema.path("description").asText());
    if (schema.path("properties").isEmpty()) {
      page.paragraph(type(schema) + limits(schema));
      return;
    }
    String needed = " " + texts(schema.path("required"), " ") + " ";
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      rows.add(
          List.of(
              Markdown.code(each.getKey()),
              type(each.getValue()) + limits(each.getValue()),
              needed.contains(" " + each.getKey() + " ") ? "yes" : "",
              each.getValue().path("description").asText()));
    }
    page.table(List.of("member", "type", "needed", "meaning"), rows);
  }

  private JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : contract.at(reference.substring(1));
  }

  private String type(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (!reference.isEmpty()) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      return "[" + name + "](#" + Markdown.anchor(name) + ")";
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (schema.has(choice)) {
        return StreamSupport.stream(schema.path(choice).spliterator(), false)
            .map(this::type)
            .collect(Collectors.joining(choice.equals("allOf") ? " and " : " or "));
      }
    }
    JsonNode kind = schema.path("type");
    String name = kind.isArray() ? texts(kind, " or ") : kind.asText("any");
    if (name.equals("array")) {
      return "list of " + type(schema.path("items"));
    }
    JsonNode further = schema.path("additionalProperties");
    return name.equals("object") && further.isObject() ? "by name, " + type(further) : name;
  }

  private static String limits(JsonNode schema) {
    List<String> limits = new ArrayList<>();
    if (schema.has("enum")) {
      limits.add("one of " + texts(schema.path("enum"), ", "));
    }
    if (schema.has("default")) {
      limits.add("default " + schema.path("default"));
    }
    for (String each :
        List.of(
            "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")) {
      if (schema.has(each)) {
        limits.add(each + " " + Markdown.code(schema.path(each).asText()));
      }
    }
    return limits.isEmpty() ? "" : " (" + String.join("; ", limits) + ")";
  }

  private static String texts(JsonNode list, String between) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(between));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
