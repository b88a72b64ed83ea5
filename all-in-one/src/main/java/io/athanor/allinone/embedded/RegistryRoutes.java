package io.athanor.allinone.embedded;

import io.athanor.allinone.embedded.RegistryRecord.SchemaStored;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confluent's schema registry REST interface over {@link RegistryService}. */
final class RegistryRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryRoutes.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final long LARGEST_BODY = 4L << 20;
  private static final int UNEXPECTED = 500;
  private static final int UNPROCESSABLE = 422;
  private static final int NOT_FOUND = 404;

  private final RegistryService registry;

  private RegistryRoutes(RegistryService registry) {
    this.registry = registry;
  }

  static Router router(Vertx vertx, RegistryService registry) {
    Router router = Router.router(vertx);
    RegistryRoutes routes = new RegistryRoutes(registry);
    router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    routes.schemas(router);
    routes.subjects(router);
    routes.config(router);
    routes.mode(router);
    routes.compatibility(router);
    router.route().failureHandler(RegistryRoutes::fail);
    router.errorHandler(
        NOT_FOUND, context -> answer(context, NOT_FOUND, error(NOT_FOUND, "HTTP 404 Not Found")));
    return router;
  }

  private void schemas(Router router) {
    on(router, HttpMethod.GET, "/", context -> new JsonObject());
    on(router, HttpMethod.GET, "/schemas/types", context -> new JsonArray().add("AVRO"));
    on(
        router,
        HttpMethod.GET,
        "/schemas/ids/:id",
        context -> new JsonObject().put("schema", byId(context).get(0).schema()));
    on(router, HttpMethod.GET, "/schemas/ids/:id/schema", context -> byId(context).get(0).schema());
    on(
        router,
        HttpMethod.GET,
        "/schemas/ids/:id/subjects",
        context ->
            array(live(context, byId(context)).stream().map(SchemaStored::subject).distinct()));
    on(
        router,
        HttpMethod.GET,
        "/schemas/ids/:id/versions",
        context ->
            array(
                live(context, byId(context)).stream()
                    .map(
                        each ->
                            new JsonObject()
                                .put("subject", each.subject())
                                .put("version", each.version()))));
  }

  private void subjects(Router router) {
    on(
        router,
        HttpMethod.GET,
        "/subjects",
        context ->
            array(
                registry.state().subjectNames(flag(context, "deleted")).stream()
                    .filter(each -> each.startsWith(parameter(context, "subjectPrefix")))));
    on(
        router,
        HttpMethod.POST,
        "/subjects/:subject",
        context ->
            json(registry.lookUp(subject(context), schema(context), flag(context, "deleted"))));
    on(
        router,
        HttpMethod.DELETE,
        "/subjects/:subject",
        context ->
            new JsonArray(registry.deleteSubject(subject(context), flag(context, "permanent"))));
    on(
        router,
        HttpMethod.GET,
        "/subjects/:subject/versions",
        context ->
            array(
                registry.versions(subject(context), flag(context, "deleted")).stream()
                    .map(SchemaStored::version)));
    on(
        router,
        HttpMethod.POST,
        "/subjects/:subject/versions",
        context ->
            new JsonObject().put("id", registry.register(subject(context), schema(context))));
    on(
        router,
        HttpMethod.GET,
        "/subjects/:subject/versions/:version",
        context -> json(version(context)));
    on(
        router,
        HttpMethod.GET,
        "/subjects/:subject/versions/:version/schema",
        context -> version(context).schema());
    on(
        router,
        HttpMethod.GET,
        "/subjects/:subject/versions/:version/referencedby",
        context -> {
          version(context);
          return new JsonArray();
        });
    on(
        router,
        HttpMethod.DELETE,
        "/subjects/:subject/versions/:version",
        context ->
            registry.deleteVersion(
                subject(context), context.pathParam("version"), flag(context, "permanent")));
  }

  private void config(Router router) {
    for (String path : List.of("/config", "/config/:subject")) {
      on(
          router,
          HttpMethod.GET,
          path,
          context ->
              new JsonObject()
                  .put(
                      "compatibilityLevel",
                      registry.level(scope(context), flag(context, "defaultToGlobal")).name()));
      on(
          router,
          HttpMethod.PUT,
          path,
          context ->
              new JsonObject()
                  .put(
                      "compatibility",
                      registry.setLevel(scope(context), field(context, "compatibility")).name()));
      on(
          router,
          HttpMethod.DELETE,
          path,
          context ->
              new JsonObject()
                  .put("compatibilityLevel", registry.unsetLevel(scope(context)).name()));
    }
  }

  private void mode(Router router) {
    for (String path : List.of("/mode", "/mode/:subject")) {
      on(
          router,
          HttpMethod.GET,
          path,
          context ->
              new JsonObject()
                  .put(
                      "mode",
                      registry.mode(scope(context), flag(context, "defaultToGlobal")).name()));
      on(
          router,
          HttpMethod.PUT,
          path,
          context ->
              new JsonObject()
                  .put("mode", registry.setMode(scope(context), field(context, "mode")).name()));
      on(
          router,
          HttpMethod.DELETE,
          path,
          context -> new JsonObject().put("mode", registry.unsetMode(scope(context)).name()));
    }
  }

  private void compatibility(Router router) {
    for (String path :
        List.of(
            "/compatibility/subjects/:subject/versions",
            "/compatibility/subjects/:subject/versions/:version")) {
      on(
          router,
          HttpMethod.POST,
          path,
          context -> {
            List<String> problems =
                registry.problems(
                    subject(context),
                    schema(context),
                    Optional.ofNullable(context.pathParam("version")));
            JsonObject answer = new JsonObject().put("is_compatible", problems.isEmpty());
            return flag(context, "verbose")
                ? answer.put("messages", new JsonArray(problems))
                : answer;
          });
    }
  }

  private List<SchemaStored> byId(RoutingContext context) {
    String id = context.pathParam("id");
    try {
      return registry.byId(Integer.parseInt(id));
    } catch (NumberFormatException e) {
      throw new RegistryError(RegistryError.SCHEMA_NOT_FOUND, "Schema " + id + " not found", e);
    }
  }

  private static List<SchemaStored> live(RoutingContext context, List<SchemaStored> found) {
    return found.stream().filter(each -> !each.deleted() || flag(context, "deleted")).toList();
  }

  private SchemaStored version(RoutingContext context) {
    return registry.version(
        subject(context), context.pathParam("version"), flag(context, "deleted"));
  }

  private static JsonObject json(SchemaStored stored) {
    return new JsonObject()
        .put("subject", stored.subject())
        .put("version", stored.version())
        .put("id", stored.id())
        .put("schema", stored.schema());
  }

  private static JsonArray array(java.util.stream.Stream<?> items) {
    return new JsonArray(items.map(Object.class::cast).toList());
  }

  private static String subject(RoutingContext context) {
    return context.pathParam("subject");
  }

  private static Optional<String> scope(RoutingContext context) {
    return Optional.ofNullable(subject(context));
  }

  private static boolean flag(RoutingContext context, String name) {
    return Boolean.parseBoolean(parameter(context, name));
  }

  private static String parameter(RoutingContext context, String name) {
    return Optional.ofNullable(context.request().getParam(name)).orElse("");
  }

  private static String schema(RoutingContext context) {
    JsonObject body = body(context);
    String type = Optional.ofNullable(body.getString("schemaType")).orElse("AVRO");
    if (!"AVRO".equals(type)) {
      throw new RegistryError(
          RegistryError.INVALID_SCHEMA, "Invalid schema type " + type + ": only AVRO is kept here");
    }
    JsonArray references = body.getJsonArray("references");
    if (references != null && !references.isEmpty()) {
      throw new RegistryError(
          RegistryError.INVALID_SCHEMA, "Schema references are not kept here; inline the types");
    }
    return field(context, "schema");
  }

  private static String field(RoutingContext context, String name) {
    String value = body(context).getString(name);
    if (value == null) {
      throw new RegistryError(UNPROCESSABLE, "'" + name + "' is missing");
    }
    return value;
  }

  private static JsonObject body(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      if (body != null) {
        return body;
      }
    } catch (DecodeException | ClassCastException e) {
      throw new RegistryError(400, "the body is not a JSON object", e);
    }
    throw new RegistryError(400, "the body is empty");
  }

  /** Handlers run off the event loop, as writes wait for the broker. */
  private static void on(
      Router router, HttpMethod method, String path, Function<RoutingContext, Object> handler) {
    router
        .route(method, path)
        .blockingHandler(context -> answer(context, 200, handler.apply(context)), false);
  }

  private static void fail(RoutingContext context) {
    if (context.failure() instanceof RegistryError refused) {
      answer(context, refused.status(), error(refused.code(), refused.getMessage()));
    } else if (context.failure() == null) {
      int status = context.statusCode();
      answer(context, status, error(status, "HTTP " + status));
    } else if (context.failure() instanceof ClassCastException mistyped) {
      answer(
          context,
          UNPROCESSABLE,
          error(UNPROCESSABLE, "a field has the wrong type: " + mistyped.getMessage()));
    } else {
      LOG.atError().setCause(context.failure()).log("Registry request failed");
      answer(context, UNEXPECTED, error(RegistryError.STORE, "Internal error"));
    }
  }

  private static JsonObject error(int code, String message) {
    return new JsonObject().put("error_code", code).put("message", message);
  }

  private static void answer(RoutingContext context, int status, Object body) {
    if (context.response().ended()) {
      return;
    }
    String text =
        body instanceof JsonObject object
            ? object.encode()
            : body instanceof JsonArray array ? array.encode() : body.toString();
    context.response().setStatusCode(status).putHeader("Content-Type", MEDIA_TYPE).end(text);
  }
}
