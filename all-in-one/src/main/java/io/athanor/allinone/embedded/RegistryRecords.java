package io.athanor.allinone.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.allinone.embedded.RegistryRecord.Ignored;
import io.athanor.allinone.embedded.RegistryRecord.LevelSet;
import io.athanor.allinone.embedded.RegistryRecord.ModeSet;
import io.athanor.allinone.embedded.RegistryRecord.SchemaErased;
import io.athanor.allinone.embedded.RegistryRecord.SchemaStored;
import io.athanor.allinone.embedded.RegistryRecord.SubjectDeleted;
import java.util.Optional;

/**
 * {@link RegistryRecord}s as the JSON keys and values of the reference registry's topic: key {@code
 * {"keytype":"SCHEMA","subject":…,"version":…,"magic":1}} and its siblings.
 */
final class RegistryRecords {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUBJECT = "subject";
  private static final String VERSION = "version";

  private RegistryRecords() {}

  /** A record as it lies in the topic; no value is a tombstone. */
  record Entry(String key, Optional<String> value) {}

  static Entry write(RegistryRecord fact) {
    if (fact instanceof SchemaStored stored) {
      ObjectNode value =
          JSON.createObjectNode()
              .put(SUBJECT, stored.subject())
              .put(VERSION, stored.version())
              .put("id", stored.id())
              .put("schema", stored.schema())
              .put("deleted", stored.deleted());
      return new Entry(schemaKey(stored.subject(), stored.version()), Optional.of(text(value)));
    }
    if (fact instanceof SchemaErased erased) {
      return new Entry(schemaKey(erased.subject(), erased.version()), Optional.empty());
    }
    if (fact instanceof SubjectDeleted deleted) {
      ObjectNode value =
          JSON.createObjectNode().put(SUBJECT, deleted.subject()).put(VERSION, deleted.version());
      return new Entry(
          key("DELETE_SUBJECT", Optional.of(deleted.subject())), Optional.of(text(value)));
    }
    if (fact instanceof LevelSet set) {
      return new Entry(
          key("CONFIG", set.subject()),
          set.level()
              .map(each -> text(JSON.createObjectNode().put("compatibilityLevel", each.name()))));
    }
    if (fact instanceof ModeSet set) {
      return new Entry(
          key("MODE", set.subject()),
          set.mode().map(each -> text(JSON.createObjectNode().put("mode", each.name()))));
    }
    throw new IllegalArgumentException("not written: " + fact);
  }

  static RegistryRecord read(String key, Optional<String> value) {
    JsonNode id = tree(key);
    Optional<JsonNode> body = value.map(RegistryRecords::tree);
    Optional<String> subject =
        Optional.ofNullable(id.get(SUBJECT)).filter(each -> !each.isNull()).map(JsonNode::asText);
    return switch (id.path("keytype").asText()) {
      case "SCHEMA" ->
          body.<RegistryRecord>map(RegistryRecords::stored)
              .orElseGet(() -> new SchemaErased(subject.orElseThrow(), id.path(VERSION).asInt()));
      case "DELETE_SUBJECT" ->
          body.<RegistryRecord>map(
                  each -> new SubjectDeleted(subject.orElseThrow(), each.path(VERSION).asInt()))
              .orElseGet(Ignored::new);
      case "CONFIG" ->
          new LevelSet(
              subject,
              body.flatMap(each -> Compatibility.named(each.path("compatibilityLevel").asText())));
      case "MODE" ->
          new ModeSet(
              subject, body.flatMap(each -> RegistryMode.named(each.path("mode").asText())));
      default -> new Ignored();
    };
  }

  private static SchemaStored stored(JsonNode body) {
    return new SchemaStored(
        body.path(SUBJECT).asText(),
        body.path(VERSION).asInt(),
        body.path("id").asInt(),
        body.path("schema").asText(),
        body.path("deleted").asBoolean());
  }

  private static String schemaKey(String subject, int version) {
    return text(
        JSON.createObjectNode()
            .put("keytype", "SCHEMA")
            .put(SUBJECT, subject)
            .put(VERSION, version)
            .put("magic", 1));
  }

  private static String key(String type, Optional<String> subject) {
    return text(
        JSON.createObjectNode()
            .put("keytype", type)
            .put(SUBJECT, subject.orElse(null))
            .put("magic", 0));
  }

  private static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the _schemas topic holds what is no registry record", e);
    }
  }
}
