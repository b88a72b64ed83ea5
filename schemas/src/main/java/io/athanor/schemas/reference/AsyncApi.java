package io.athanor.schemas.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.schemas.serde.SchemaTexts;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * The log as an AsyncAPI 3.0 document: a channel for each topic, a message for each event with its
 * Avro schema, an operation for each application and topic. Bindings are those of Kafka, version
 * 0.5.0.
 */
public final class AsyncApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BINDING = "0.5.0";
  private static final String AVRO = "application/vnd.apache.avro+json;version=1.12.0";

  private AsyncApi() {}

  /** The document. */
  public static ObjectNode document() {
    ObjectNode root = JSON.createObjectNode();
    root.put("asyncapi", "3.0.0");
    root.set("info", info());
    root.put("defaultContentType", "avro/binary");
    root.set("servers", servers());
    ObjectNode channels = root.putObject("channels");
    ObjectNode operations = root.putObject("operations");
    for (Topic<?> topic : Topics.all()) {
      channels.set(topic.name(), channel(topic));
    }
    for (Application each : Application.values()) {
      each.writes().forEach(topic -> operation(operations, each, "send", topic));
      each.reads().forEach(topic -> operation(operations, each, "receive", topic));
    }
    root.set("components", components());
    return root;
  }

  /** The document as JSON. */
  public static String text() {
    return document().toString();
  }

  private static ObjectNode info() {
    ObjectNode info = JSON.createObjectNode();
    info.put("title", "Athanor");
    info.put("version", "1");
    info.put(
        "description",
        "The log of Athanor: every fact is an event on a Kafka topic, in Avro, in Confluent's wire"
            + " format (a zero byte, the schema's id in four, the body). Keys are UTF-8 strings."
            + " Subjects in the schema registry are the topic's name and '-value'. Every event"
            + " begins with 'meta', which maps one-to-one to CloudEvents.");
    info.putObject("license").put("name", "Apache-2.0");
    ArrayNode tags = info.putArray("tags");
    for (Application each : Application.values()) {
      tags.addObject().put("name", each.label()).put("description", each.summary());
    }
    return info;
  }

  private static ObjectNode servers() {
    ObjectNode servers = JSON.createObjectNode();
    ObjectNode log = servers.putObject("log");
    log.put("host", "{bootstrap}");
    log.put("protocol", "kafka");
    log.put("description", "The broker; SASL and TLS as the deployment has them.");
    variable(
        log,
        "bootstrap",
        "127.0.0.1:9092",
        "Setting kafka.bootstrap.servers; './athanor up' listens at the default.");
    binding(log)
        .put("schemaRegistryUrl", "http://127.0.0.1:8081")
        .put("schemaRegistryVendor", "confluent");
    return servers;
  }

  private static void variable(ObjectNode server, String name, String standard, String says) {
    server.putObject("variables").putObject(name).put("default", standard).put("description", says);
  }

  private static ObjectNode channel(Topic<?> topic) {
    ObjectNode channel = JSON.createObjectNode();
    Schema schema = schema(topic);
    channel.put("address", topic.name());
    channel.put("title", topic.name());
    channel.put("description", schema.getDoc());
    channel.putArray("servers").addObject().put("$ref", "#/servers/log");
    channel
        .putObject("messages")
        .putObject(schema.getName())
        .put("$ref", "#/components/messages/" + schema.getName());
    ObjectNode kafka = binding(channel);
    kafka.put("topic", topic.name());
    kafka.put("partitions", topic.partitions());
    ObjectNode configuration = kafka.putObject("topicConfiguration");
    Map<String, String> broker = topic.configuration();
    configuration.putArray("cleanup.policy").add(broker.get("cleanup.policy"));
    if (broker.containsKey("retention.ms")) {
      configuration.put("retention.ms", Long.parseLong(broker.get("retention.ms")));
    }
    return channel;
  }

  private static void operation(
      ObjectNode operations, Application application, String action, Topic<?> topic) {
    ObjectNode operation =
        operations.putObject(application.label() + "-" + action + "-" + topic.name());
    operation.put("action", action);
    operation.putObject("channel").put("$ref", "#/channels/" + topic.name());
    operation.put(
        "title",
        application.label() + (action.equals("send") ? " writes " : " reads ") + topic.name());
    operation.putArray("tags").addObject().put("name", application.label());
    operation
        .putArray("messages")
        .addObject()
        .put("$ref", "#/channels/" + topic.name() + "/messages/" + schema(topic).getName());
  }

  private static ObjectNode components() {
    ObjectNode components = JSON.createObjectNode();
    ObjectNode messages = components.putObject("messages");
    ObjectNode schemas = components.putObject("schemas");
    Map<String, Topic<?>> byEvent = new LinkedHashMap<>();
    Topics.all().forEach(topic -> byEvent.putIfAbsent(schema(topic).getName(), topic));
    byEvent.forEach(
        (name, topic) -> {
          messages.set(name, message(name, topic));
          ObjectNode schema = schemas.putObject(name);
          schema.put("schemaFormat", AVRO);
          schema.set("schema", avro(topic));
        });
    components
        .putObject("correlationIds")
        .putObject("correlation")
        .put("description", "The campaign or experiment that the event belongs to.")
        .put("location", "$message.payload#/meta/correlationId");
    return components;
  }

  private static ObjectNode message(String name, Topic<?> topic) {
    ObjectNode message = JSON.createObjectNode();
    message.put("name", name);
    message.put("title", name);
    message.put("summary", schema(topic).getDoc());
    message.put("contentType", "avro/binary");
    message.putObject("correlationId").put("$ref", "#/components/correlationIds/correlation");
    message.putObject("payload").put("$ref", "#/components/schemas/" + name);
    ObjectNode kafka = binding(message);
    kafka
        .putObject("key")
        .put("type", "string")
        .put("description", "The event's " + topic.keyName() + ", in UTF-8.");
    kafka.put("schemaIdLocation", "payload");
    kafka.put("schemaIdPayloadEncoding", "confluent");
    kafka.put("schemaLookupStrategy", "TopicIdStrategy");
    return message;
  }

  private static ObjectNode binding(ObjectNode owner) {
    return owner.putObject("bindings").putObject("kafka").put("bindingVersion", BINDING);
  }

  private static Schema schema(Topic<?> topic) {
    return SpecificData.get().getSchema(topic.type());
  }

  private static ObjectNode avro(Topic<?> topic) {
    try {
      return (ObjectNode) JSON.readTree(SchemaTexts.neutral(schema(topic)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro writes schemas as JSON", e);
    }
  }
}
