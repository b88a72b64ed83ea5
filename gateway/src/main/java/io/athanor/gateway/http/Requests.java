package io.athanor.gateway.http;

import io.athanor.gateway.contract.Operation;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** What a request says before its body is read. */
final class Requests {
  private Requests() {}

  /** Its media type without parameters, in lower case; empty for none. */
  static String mediaType(RoutingContext context) {
    String type = Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** How many bytes the body says it has, or the most it may have. */
  static long size(RoutingContext context, long most) {
    String length = context.request().getHeader("Content-Length");
    try {
      return length == null ? most : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return most;
    }
  }

  /** The value of a parameter; null where it was not sent. */
  static String value(RoutingContext context, Operation.Parameter parameter) {
    return switch (parameter.place()) {
      case PATH -> context.pathParam(parameter.name());
      case QUERY -> context.request().getParam(parameter.name());
      case HEADER -> context.request().getHeader(parameter.name());
    };
  }
}
