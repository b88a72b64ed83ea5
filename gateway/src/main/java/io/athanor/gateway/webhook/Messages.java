package io.athanor.gateway.webhook;

import io.athanor.event.Meta;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/** Events as they are told: CloudEvents 1.0 in the JSON format. */
final class Messages {
  private Messages() {}

  /**
   * One message.
   *
   * @param mostBytes of the body; a larger one says what happened without its data
   */
  static Sender.Message of(String topic, SpecificRecord event, JsonObject data, int mostBytes) {
    Meta meta = (Meta) event.get(event.getSchema().getField("meta").pos());
    JsonObject body =
        new JsonObject()
            .put("specversion", "1.0")
            .put("id", meta.getId())
            .put("source", meta.getSource())
            .put("type", "io.athanor." + topic)
            .put("time", meta.getRecordedAt().toString())
            .put("datacontenttype", "application/json")
            .put("data", data);
    byte[] bytes = bytes(body);
    if (bytes.length > mostBytes) {
      bytes = bytes(body.put("data", new JsonObject().put("left", "too large")));
    }
    return new Sender.Message(meta.getId(), topic, bytes);
  }

  private static byte[] bytes(JsonObject body) {
    return body.encode().getBytes(StandardCharsets.UTF_8);
  }
}
