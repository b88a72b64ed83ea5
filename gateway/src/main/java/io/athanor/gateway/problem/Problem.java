package io.athanor.gateway.problem;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/**
 * One problem, as RFC 9457 has it.
 *
 * @param code machine-readable cause
 * @param detail what is wrong here, for people; never a payload
 * @param field the field concerned as a JSON pointer (RFC 6901), {@code ""} for the whole body, or
 *     the name of a header or parameter
 */
public record Problem(ProblemCode code, String detail, Optional<String> field) {
  /** Media type of {@link #toJson()}. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Checks that all is there. */
  public Problem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(field, "field");
  }

  /** A problem of no single field. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, Optional.empty());
  }

  /** A problem of one field. */
  public static Problem at(String field, ProblemCode code, String detail) {
    return new Problem(code, detail, Optional.of(field));
  }

  /** As it is sent. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("type", "urn:athanor:problem:" + code.spelled())
            .put("title", code.title())
            .put("status", code.status())
            .put("detail", detail);
    field.ifPresent(each -> json.put("field", each));
    return json.put("code", code.spelled());
  }
}
