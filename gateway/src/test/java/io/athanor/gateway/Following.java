package io.athanor.gateway;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of the stream of everything. */
final class Following implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final List<JsonObject> events = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String lastId;
  private int atLastId;

  private Following(HttpResponse<InputStream> response) {
    this.response = response;
  }

  /** Follows, and reads as it comes; the stream has begun when this returns. */
  static Following open(Door door, String path, String... headers) throws IOException {
    Following following = silent(door, path, headers);
    following.read();
    await().atMost(Duration.ofSeconds(10)).until(() -> following.lastId() != null);
    return following;
  }

  /** Follows without reading. */
  static Following silent(Door door, String path, String... headers) throws IOException {
    HttpResponse<InputStream> response = connect(door, path, headers);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode());
    }
    return new Following(response);
  }

  /** The status of what is refused. */
  static int refused(Door door, String path, String... headers) throws IOException {
    HttpResponse<InputStream> response = connect(door, path, headers);
    response.body().close();
    return response.statusCode();
  }

  private static HttpResponse<InputStream> connect(Door door, String path, String... headers)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(door.uri(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return HttpClient.newHttpClient()
          .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Reads from now on. */
  void read() {
    Thread thread = new Thread(this::lines, "following");
    thread.setDaemon(true);
    thread.start();
  }

  private void lines() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private synchronized void take(String line) {
    text.append(line).append('\n');
    if (line.startsWith("data: ")) {
      events.add(new JsonObject(line.substring("data: ".length())));
    } else if (line.startsWith("id: ")) {
      lastId = line.substring("id: ".length());
      atLastId = events.size();
    }
  }

  /** Waits for so many events. */
  void until(int many) {
    await().atMost(Duration.ofSeconds(20)).until(() -> events().size() >= many);
  }

  synchronized List<JsonObject> events() {
    return List.copyOf(events);
  }

  synchronized String lastId() {
    return lastId;
  }

  synchronized String text() {
    return text.toString();
  }

  List<String> kinds() {
    return events().stream().map(each -> each.getString("kind")).toList();
  }

  /** Topic, partition and offset of each. */
  List<String> places() {
    return events().stream()
        .map(
            each ->
                each.getString("topic")
                    + "/"
                    + each.getInteger("partition")
                    + "/"
                    + each.getLong("offset"))
        .toList();
  }

  JsonObject one(String kind) {
    return events().stream()
        .filter(each -> each.getString("kind").equals(kind))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** How many events there were before the last id. */
  synchronized int beforeLastId() {
    return atLastId;
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
