package io.athanor.gateway.cloudevents;

import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One event as CloudEvents 1.0 has it, with the attributes that Athanor keeps; other extension
 * attributes are not.
 *
 * @param id the sender's own name of the message, unique for its source
 * @param source who says it
 * @param type what happened
 * @param subject what within the source it is about
 * @param time when it happened (RFC 3339)
 * @param traceparent W3C Trace Context, as the distributed tracing extension has it
 * @param data what is said
 */
record CloudEvent(
    String id,
    String source,
    String type,
    Optional<String> subject,
    Optional<String> time,
    Optional<String> traceparent,
    JsonObject data) {
  private static final String CONTENT_TYPE = "datacontenttype";

  /** From the JSON event format; it fits the contract's schema {@code CloudEvent}. */
  static CloudEvent structured(JsonObject json) {
    String contentType = json.getString(CONTENT_TYPE, "application/json");
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!mediaType.equals("application/json") && !mediaType.endsWith("+json")) {
      throw ProblemException.at(
          "/" + CONTENT_TYPE, ProblemCode.UNSUPPORTED_MEDIA_TYPE, "must be JSON");
    }
    return new CloudEvent(
        json.getString("id"),
        json.getString("source"),
        json.getString("type"),
        Optional.ofNullable(json.getString("subject")),
        Optional.ofNullable(json.getString("time")),
        Optional.ofNullable(json.getString("traceparent")),
        json.getJsonObject("data"));
  }

  /**
   * From the headers of the binary content mode.
   *
   * @param header an attribute's header as it was sent, by its name; null where it was not
   */
  static CloudEvent binary(Function<String, String> header, JsonObject data) {
    Function<String, Optional<String>> optional =
        name -> Optional.ofNullable(header.apply(name)).map(value -> decoded(name, value));
    Function<String, String> required =
        name ->
            optional
                .apply(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> ProblemException.at(name, ProblemCode.CONTRACT, "is missing"));
    if (!required.apply("ce-specversion").equals("1.0")) {
      throw ProblemException.at("ce-specversion", ProblemCode.CONTRACT, "must be one of [1.0]");
    }
    return new CloudEvent(
        required.apply("ce-id"),
        required.apply("ce-source"),
        required.apply("ce-type"),
        optional.apply("ce-subject"),
        optional.apply("ce-time"),
        optional.apply("ce-traceparent"),
        data);
  }

  /**
   * Header values are percent-encoded UTF-8, perhaps in quotes (HTTP protocol binding, 3.1.3.2).
   */
  private static String decoded(String name, String value) {
    String text = value.strip();
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ProblemException.at(name, ProblemCode.CONTRACT, "is not percent-encoded UTF-8");
    }
  }
}
