package io.athanor.allinone.reference;

import io.athanor.schemas.reference.Application;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Every topic and event, field by field, from the Avro docs. */
final class EventsPage {
  private EventsPage() {}

  static String markdown() {
    Markdown page =
        new Markdown()
            .heading(1, "Events")
            .paragraph(Reference.origin("the topic catalogue and the Avro schemas"))
            .paragraph(
                "Every fact is an event on a topic, in Avro, in Confluent's wire format; the"
                    + " subject in the schema registry is the topic and `-value`, and keys are"
                    + " UTF-8 strings. Times are microseconds since 1970, UTC. How the applications"
                    + " hang together for programs: [asyncapi.yaml](asyncapi.yaml).")
            .heading(2, "Topics")
            .table(
                List.of("topic", "key", "kept", "event", "written by", "read by"),
                Topics.all().stream().map(EventsPage::topic).toList())
            .heading(2, "Applications")
            .table(
                List.of("application", "does"),
                Stream.of(Application.values())
                    .map(each -> List.of(each.label(), each.summary()))
                    .toList());
    Map<String, Schema> events = new LinkedHashMap<>();
    Map<String, Schema> parts = new LinkedHashMap<>();
    Topics.all().forEach(topic -> events.put(schema(topic).getFullName(), schema(topic)));
    events
        .values()
        .forEach(each -> each.getFields().forEach(field -> gather(field.schema(), parts)));
    parts.keySet().removeAll(events.keySet());
    page.heading(2, "What events are made of");
    events.values().forEach(each -> type(page, each));
    page.heading(2, "What they share");
    parts.values().stream()
        .sorted(Comparator.comparing(Schema::getName))
        .forEach(each -> type(page, each));
    return page.toString();
  }

  private static List<String> topic(Topic<?> topic) {
    String kept =
        topic.cleanup() == Topic.Cleanup.COMPACT
            ? "last of each key"
            : topic.retention().map(each -> each.toDays() + " days").orElse("for ever");
    return List.of(
        Markdown.code(topic.name()),
        Markdown.code(topic.keyName()),
        kept,
        link(schema(topic)),
        who(topic, Application::writes),
        who(topic, Application::reads));
  }

  private static String who(Topic<?> topic, Function<Application, List<Topic<?>>> side) {
    return Stream.of(Application.values())
        .filter(each -> side.apply(each).contains(topic))
        .map(Application::label)
        .collect(Collectors.joining(", "));
  }

  private static void gather(Schema schema, Map<String, Schema> into) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(each -> gather(each, into));
      case ARRAY -> gather(schema.getElementType(), into);
      case MAP -> gather(schema.getValueType(), into);
      case RECORD, ENUM, FIXED -> {
        if (into.putIfAbsent(schema.getFullName(), schema) == null
            && schema.getType() == Schema.Type.RECORD) {
          schema.getFields().forEach(field -> gather(field.schema(), into));
        }
      }
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private static void type(Markdown page, Schema schema) {
    page.heading(3, schema.getName()).paragraph(schema.getDoc());
    if (schema.getType() == Schema.Type.ENUM) {
      page.paragraph(
          "One of "
              + schema.getEnumSymbols().stream()
                  .map(Markdown::code)
                  .collect(Collectors.joining(", "))
              + "; what a reader does not know is taken as "
              + Markdown.code(schema.getEnumDefault())
              + ".");
    } else if (schema.getType() == Schema.Type.RECORD) {
      List<List<String>> rows = new ArrayList<>();
      for (Schema.Field field : schema.getFields()) {
        rows.add(
            List.of(
                Markdown.code(field.name()), words(field.schema()), standard(field), field.doc()));
      }
      page.table(List.of("field", "type", "default", "meaning"), rows);
    }
  }

  private static String words(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
              .map(each -> each.getType() == Schema.Type.NULL ? "nothing" : words(each))
              .collect(Collectors.joining(" or "));
      case ARRAY -> "list of " + words(schema.getElementType());
      case MAP -> "by name, " + words(schema.getValueType());
      case RECORD, ENUM, FIXED -> link(schema);
      case LONG -> schema.getLogicalType() == null ? "long" : schema.getLogicalType().getName();
      case STRING, BYTES, INT, FLOAT, DOUBLE, BOOLEAN, NULL -> schema.getType().getName();
    };
  }

  private static String standard(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "must be given";
    }
    Object value = field.defaultVal();
    return value == JsonProperties.NULL_VALUE ? "nothing" : Markdown.code(String.valueOf(value));
  }

  private static String link(Schema schema) {
    return "[" + schema.getName() + "](#" + Markdown.anchor(schema.getName()) + ")";
  }

  private static Schema schema(Topic<?> topic) {
    return SpecificData.get().getSchema(topic.type());
  }
}
