package io.athanor.schemas.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * What AsyncAPI 3.0.0 asks of a document, and the Kafka bindings 0.5.0 of theirs, as far as ours
 * goes: names of fields, which of them must be there, kinds of values, where references lead.
 */
final class AsyncApiRules {
  private static final Pattern COMPONENT = Pattern.compile("[a-zA-Z0-9._-]+");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "", fields("asyncapi id info servers defaultContentType channels operations components"),
          "info", fields("title version description termsOfService contact license tags"),
          "server",
              fields(
                  "host protocol protocolVersion pathname description title summary variables"
                      + " security tags externalDocs bindings"),
          "channel",
              fields(
                  "address messages title summary description servers parameters tags"
                      + " externalDocs bindings"),
          "operation",
              fields(
                  "action channel title summary description security tags externalDocs bindings"
                      + " traits messages reply"),
          "message",
              fields(
                  "headers payload correlationId contentType name title summary description tags"
                      + " externalDocs bindings examples traits"),
          "schema", fields("schemaFormat schema"),
          "server kafka", fields("schemaRegistryUrl schemaRegistryVendor bindingVersion"),
          "channel kafka", fields("topic partitions replicas topicConfiguration bindingVersion"),
          "message kafka",
              fields(
                  "key schemaIdLocation schemaIdPayloadEncoding schemaLookupStrategy"
                      + " bindingVersion"));

  private final JsonNode root;
  private final List<String> broken = new ArrayList<>();

  private AsyncApiRules(JsonNode root) {
    this.root = root;
  }

  /** What is broken, as "place: reason"; empty where the document holds. */
  static List<String> broken(JsonNode document) {
    AsyncApiRules rules = new AsyncApiRules(document);
    rules.check();
    return rules.broken;
  }

  private static Set<String> fields(String names) {
    return Set.of(names.split(" "));
  }

  private void check() {
    known("", "", root);
    if (!root.path("asyncapi").asText().equals("3.0.0")) {
      broken.add("asyncapi: is not 3.0.0");
    }
    known("info", "info", root.path("info"));
    text("info", root.path("info"), "title", "version");
    each("servers", this::server);
    each("channels", this::channel);
    each("operations", this::operation);
    each("components/messages", this::message);
    each("components/schemas", this::schema);
    references("", root);
  }

  private void each(String part, BiConsumer<String, JsonNode> check) {
    root.at("/" + part)
        .properties()
        .forEach(
            entry -> {
              if (!COMPONENT.matcher(entry.getKey()).matches()) {
                broken.add(part + "/" + entry.getKey() + ": is no name of a component");
              }
              check.accept(part + "/" + entry.getKey(), entry.getValue());
            });
  }

  private void server(String place, JsonNode server) {
    known(place, "server", server);
    text(place, server, "host", "protocol");
    Matcher variables = VARIABLE.matcher(server.path("host").asText());
    while (variables.find()) {
      if (server.path("variables").path(variables.group(1)).path("default").asText().isEmpty()) {
        broken.add(place + "/variables/" + variables.group(1) + ": has no default");
      }
    }
    kafka(place, "server kafka", server);
  }

  private void channel(String place, JsonNode channel) {
    known(place, "channel", channel);
    text(place, channel, "address");
    if (channel.path("messages").isEmpty()) {
      broken.add(place + "/messages: is empty");
    }
    JsonNode kafka = kafka(place, "channel kafka", channel);
    if (kafka.path("partitions").asInt() < 1) {
      broken.add(place + "/bindings/kafka/partitions: is not positive");
    }
    JsonNode configuration = kafka.path("topicConfiguration");
    if (!configuration.path("cleanup.policy").isArray()) {
      broken.add(place + "/bindings/kafka/topicConfiguration/cleanup.policy: is no list");
    }
    if (configuration.has("retention.ms")
        && !configuration.path("retention.ms").isIntegralNumber()) {
      broken.add(place + "/bindings/kafka/topicConfiguration/retention.ms: is no whole number");
    }
  }

  private void operation(String place, JsonNode operation) {
    known(place, "operation", operation);
    if (!Set.of("send", "receive").contains(operation.path("action").asText())) {
      broken.add(place + "/action: is neither send nor receive");
    }
    String channel = operation.path("channel").path("$ref").asText();
    if (!channel.startsWith("#/channels/")) {
      broken.add(place + "/channel: is no channel");
    }
    for (JsonNode each : operation.path("messages")) {
      if (!each.path("$ref").asText().startsWith(channel + "/messages/")) {
        broken.add(place + "/messages: is none of the operation's channel");
      }
    }
  }

  private void message(String place, JsonNode message) {
    known(place, "message", message);
    text(place, message, "name", "contentType");
    if (!message.path("payload").isObject()) {
      broken.add(place + "/payload: is missing");
    }
    JsonNode kafka = kafka(place, "message kafka", message);
    if (!kafka.path("key").path("type").asText().equals("string")) {
      broken.add(place + "/bindings/kafka/key: is no schema of text");
    }
    if (!Set.of("header", "payload").contains(kafka.path("schemaIdLocation").asText())) {
      broken.add(place + "/bindings/kafka/schemaIdLocation: is neither header nor payload");
    }
  }

  private void schema(String place, JsonNode schema) {
    known(place, "schema", schema);
    if (!schema.path("schemaFormat").asText().startsWith("application/vnd.apache.avro")) {
      broken.add(place + "/schemaFormat: is not Avro's");
    }
    try {
      Schema parsed = new Schema.Parser().parse(schema.path("schema").toString());
      if (!place.endsWith("/" + parsed.getName())) {
        broken.add(place + "/schema: is called " + parsed.getName());
      }
    } catch (AvroRuntimeException e) {
      broken.add(place + "/schema: " + e.getMessage());
    }
  }

  private JsonNode kafka(String place, String kind, JsonNode owner) {
    JsonNode kafka = owner.path("bindings").path("kafka");
    known(place + "/bindings/kafka", kind, kafka);
    if (!kafka.path("bindingVersion").asText().equals("0.5.0")) {
      broken.add(place + "/bindings/kafka/bindingVersion: is not 0.5.0");
    }
    return kafka;
  }

  private void known(String place, String kind, JsonNode node) {
    if (!node.isObject()) {
      broken.add(place + ": is no object");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.get(kind).contains(name)) {
                broken.add(place + "/" + name + ": is no field of it");
              }
            });
  }

  private void text(String place, JsonNode node, String... names) {
    for (String name : names) {
      if (!node.path(name).isTextual() || node.path(name).asText().isBlank()) {
        broken.add(place + "/" + name + ": is missing");
      }
    }
  }

  private void references(String place, JsonNode node) {
    if (node.has("$ref")) {
      String target = node.path("$ref").asText();
      if (!target.startsWith("#/") || root.at(target.substring(1)).isMissingNode()) {
        broken.add(place + "/$ref: " + target + " leads nowhere");
      }
    }
    node.properties().forEach(entry -> references(place + "/" + entry.getKey(), entry.getValue()));
    if (node.isArray()) {
      node.forEach(element -> references(place, element));
    }
  }
}
