package io.athanor.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Client of Confluent's schema registry REST interface: several addresses with failover, basic
 * authentication, caches, and patience: while nobody answers it waits and tries again up to {@link
 * SerdeConfig#retryTimeout()}, because a registry outage pauses the line and drops nothing.
 */
final class HttpSchemaRegistry implements SchemaRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaRegistry.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  // one for all that trust alike: each client has threads of its own, and applications open a
  // registry per event type
  private static final Map<Optional<Path>, HttpClient> CLIENTS = new ConcurrentHashMap<>();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SerdeConfig config;
  private final HttpClient http;
  private final Map<SubjectAndSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private volatile int preferred;

  HttpSchemaRegistry(SerdeConfig config) {
    this.config = config;
    this.http = CLIENTS.computeIfAbsent(config.trust(), HttpSchemaRegistry::client);
  }

  private record SubjectAndSchema(String subject, Schema schema) {}

  @Override
  public int register(String subject, Schema schema) {
    return lookUp(subject, schema, "/subjects/" + encoded(subject) + "/versions");
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return lookUp(subject, schema, "/subjects/" + encoded(subject));
  }

  @Override
  public Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known == null) {
      known = parsed(id, call("/schemas/ids/" + id, null, "schema"));
      schemas.put(id, known);
    }
    return known;
  }

  @Override
  public void close() {
    ids.clear();
    schemas.clear();
  }

  private int lookUp(String subject, Schema schema, String path) {
    SubjectAndSchema key = new SubjectAndSchema(subject, schema);
    Integer known = ids.get(key);
    if (known == null) {
      String text = config.removeJavaProperties() ? SchemaTexts.neutral(schema) : schema.toString();
      String body = JsonNodeFactory.instance.objectNode().put("schema", text).toString();
      known = call(path, body, "id").path("id").asInt();
      ids.put(key, known);
    }
    return known;
  }

  private static HttpClient client(Optional<Path> trust) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(REQUEST_TIMEOUT);
    trust.map(PemTrust::of).ifPresent(client::sslContext);
    return client.build();
  }

  private static Schema parsed(int id, JsonNode answer) {
    try {
      return new Schema.Parser().parse(answer.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new UndecodableException(
          "unknown-schema", "schema id " + id + " is no Avro schema by itself", e);
    }
  }

  private JsonNode call(String path, String body, String wanted) {
    long deadline = System.nanoTime() + config.retryTimeout().toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      IOException last = new IOException("not tried");
      for (int attempt = 0; attempt < config.urls().size(); attempt++) {
        int index = (preferred + attempt) % config.urls().size();
        try {
          JsonNode answer = once(config.urls().get(index), path, body, wanted);
          preferred = index;
          return answer;
        } catch (IOException e) {
          last = e;
        } catch (InterruptedException e) {
          throw new InterruptException(e);
        }
      }
      if (System.nanoTime() + Duration.ofMillis(pause).toNanos() > deadline) {
        throw new RegistryUnavailableException(
            "no schema registry answered " + path + " within " + config.retryTimeout(), last);
      }
      LOG.atWarn()
          .addKeyValue("reason", last.toString())
          .addKeyValue("pauseMillis", pause)
          .log("Schema registry does not answer, trying again");
      sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /**
   * Asks one address. Only a registry's own answer counts: an error page of something in between (a
   * proxy, a balancer without backends) is an outage like any other.
   */
  private JsonNode once(String base, String path, String body, String wanted)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(withoutCredentials(base) + path))
            .timeout(REQUEST_TIMEOUT)
            .header("Accept", MEDIA_TYPE + ", application/json");
    config
        .userInfo()
        .ifPresent(
            userInfo ->
                request.header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(userInfo.getBytes(StandardCharsets.UTF_8))));
    config.bearerToken().ifPresent(each -> request.header("Authorization", "Bearer " + each));
    if (body != null) {
      request
          .header("Content-Type", MEDIA_TYPE)
          .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    int status = response.statusCode();
    if (status >= FIRST_SERVER_ERROR || status == TOO_MANY_REQUESTS) {
      throw new IOException("registry answered " + status);
    }
    JsonNode answer = JSON.readTree(response.body());
    if (status / 100 == 2 && answer.has(wanted)) {
      return answer;
    }
    if (status / 100 == 4 && answer.has("error_code")) {
      throw new RegistryRefusedException(
          answer.path("error_code").asInt(status),
          "registry refused " + path + ": " + answer.path("message").asText("HTTP " + status));
    }
    throw new IOException("no registry's answer, HTTP " + status);
  }

  private static String withoutCredentials(String base) {
    return base.replaceFirst("//[^/@]*@", "//").replaceAll("/+$", "");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }
}
