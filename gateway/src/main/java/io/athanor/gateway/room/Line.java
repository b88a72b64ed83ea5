package io.athanor.gateway.room;

import io.athanor.event.Meta;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event as the stream of everything shows it: small, whatever the event carries.
 *
 * @param position where it lies
 * @param kind what happened, e.g. {@code observation-derived}
 * @param tenant whose it says it is; null for the default tenant
 * @param campaignId the campaign it is about; null for none
 * @param scope what it is about where that is no campaign: a halt's scope, a report's subject; null
 *     for none
 * @param json as it is sent
 */
record Line(
    Position position, String kind, String tenant, String campaignId, String scope, String json) {
  private static final List<String> LINKS =
      List.of(
          "campaignId", "experimentId", "candidateId", "instrumentId", "modelName", "inquiryId");

  private static final Map<String, Topic<?>> TOPICS =
      Topics.all().stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

  /** Of an event. */
  static Line of(Position position, SpecificRecord event) {
    Meta meta = (Meta) event.get(event.getSchema().getField("meta").pos());
    return of(position, event, meta.getTenant());
  }

  /**
   * Of an event that is another tenant's than it says.
   *
   * @param tenant whose it is
   */
  static Line of(Position position, SpecificRecord event, String tenant) {
    Meta meta = (Meta) event.get(event.getSchema().getField("meta").pos());
    JsonObject json =
        new JsonObject()
            .put("id", meta.getId())
            .put("topic", position.topic())
            .put("partition", position.partition())
            .put("offset", position.offset());
    String key = text(event, TOPICS.get(position.topic()).keyName());
    if (key != null) {
      json.put("key", key);
    }
    String kind = kind(event.getSchema().getName());
    json.put("kind", kind)
        .put("source", meta.getSource())
        .put("occurredAt", meta.getOccurredAt().toString())
        .put("recordedAt", meta.getRecordedAt().toString())
        .put("text", EventText.of(event));
    for (String link : LINKS) {
      String id = text(event, link);
      if (id != null) {
        json.put(link, id);
      }
    }
    String scope = text(event, "scope");
    return new Line(
        position,
        kind,
        tenant,
        text(event, "campaignId"),
        scope == null ? text(event, "subject") : scope,
        json.encode());
  }

  private static String kind(String name) {
    StringBuilder kind = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      if (Character.isUpperCase(each)) {
        kind.append(i == 0 ? "" : "-").append(Character.toLowerCase(each));
      } else {
        kind.append(each);
      }
    }
    return kind.toString();
  }

  private static String text(SpecificRecord event, String field) {
    Schema.Field found = event.getSchema().getField(field);
    return found != null && event.get(found.pos()) instanceof String text ? text : null;
  }
}
