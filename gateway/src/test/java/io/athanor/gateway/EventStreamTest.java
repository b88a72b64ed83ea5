package io.athanor.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.event.CapacityGranted;
import io.athanor.event.FailureCause;
import io.athanor.event.FailureDiagnosed;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final int MANY = 20_000;

  /** An event as it was sent. */
  private record Sent(String id, String name, JsonObject data) {}

  @Test
  void shouldTellACampaignFromItsBeginningAndThenLive() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      door.propose("a", 0);
      HttpURLConnection connection = open(door, null);
      List<Sent> events = read(connection, 1);
      assertThat(events.get(0).name()).isEqualTo("proposal");
      assertThat(events.get(0).data().getJsonObject("why").getDouble("mean")).isEqualTo(1.5);
      connection.disconnect();

      connection = open(door, events.get(0).id());
      assertThat(connection.getContentType()).startsWith("text/event-stream");
      await().until(() -> door.metrics.get("athanor.gateway.clients.waiting").gauge().value() >= 1);
      door.post("/v1/campaigns/a/leases", new JsonObject().put("worker", "w"));
      door.observe("a", "a-e0", 1.5, "eV");

      List<Sent> live = read(connection, 2);
      assertThat(live).extracting(Sent::name).containsExactly("progress", "observation");
      assertThat(live.get(0).data().getString("state")).isEqualTo("leased");
      assertThat(live.get(1).data().getDouble("sem")).isEqualTo(0.015);
      connection.disconnect();
    }
  }

  @Test
  void shouldTellThatAQuestionIsAnsweredAndWhatShadowsDo() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      door.put(
          "/v1/campaigns/a/shadows/other",
          new JsonObject("{\"policy\":{\"acquisition\":\"random\"}}"));
      door.post("/v1/campaigns/a/forks", "{}");
      InquiryOpened inquiry = door.log.events(Topics.INQUIRY_OPENED).get(0);
      door.log
          .append(
              Topics.INQUIRY_ANSWERED,
              "a",
              InquiryAnswered.newBuilder()
                  .setMeta(Events.meta("q", Acts.now()))
                  .setInquiryId(inquiry.getInquiryId())
                  .setCampaignId("a")
                  .setKind(InquiryKind.FORK)
                  .setDocument("{\"same\":true}")
                  .build())
          .join();

      HttpURLConnection connection = open(door, null);
      List<Sent> events = read(connection, 2);
      connection.disconnect();

      assertThat(events).extracting(Sent::name).containsExactly("shadow", "inquiry");
      assertThat(events.get(1).data().getString("state")).isEqualTo("answered");
      connection = open(door, events.get(0).id());
      assertThat(read(connection, 1)).isEqualTo(events.subList(1, 2));
      connection.disconnect();
    }
  }

  @Test
  void shouldTellDecisionsGrantsDiagnosesAndStops() throws IOException {
    try (Door door = new Door()) {
      door.define("a");
      door.define("b");
      new Acts(door).hold("a", 0);
      door.post("/v1/experiments/a-e0/decisions", "{\"decision\":\"approve\",\"by\":\"ada\"}");
      Instant now = Acts.now();
      CapacityGranted grant =
          new CapacityGranted(Events.meta("g", now), "a", 2, 3, 4, 0.5, null, "half of it");
      door.log.append(Topics.CAPACITY_GRANTED, "a", grant).join();
      door.post("/v1/halts", "{\"scope\":\"campaign/b\",\"halted\":true,\"by\":\"ada\"}");
      door.post("/v1/halts", "{\"scope\":\"all\",\"halted\":true,\"by\":\"ada\"}");
      FailureDiagnosed diagnosis =
          FailureDiagnosed.newBuilder()
              .setMeta(Events.meta("d", now))
              .setCampaignId("a")
              .setExperimentId("a-e0")
              .setCauses(List.of(new FailureCause("instrument", 1.0, List.of("drift"))))
              .build();
      door.log.append(Topics.FAILURE_DIAGNOSED, "a", diagnosis).join();

      HttpURLConnection connection = open(door, null);
      List<Sent> events = read(connection, 5);
      connection.disconnect();

      assertThat(events)
          .extracting(Sent::name)
          .containsExactly("proposal", "decision", "grant", "halt", "diagnosis");
      assertThat(events.get(2).data().getInteger("slots")).isEqualTo(2);
      assertThat(events.get(3).data().getString("scope")).as("not b's").isEqualTo("all");
      connection = open(door, events.get(1).id());
      assertThat(read(connection, 3)).isEqualTo(events.subList(2, 5));
      connection.disconnect();
      assertThat(door.get("/v1/campaigns/a").json().getJsonObject("grant").getInteger("slots"))
          .isEqualTo(2);
    }
  }

  @Test
  void shouldResumeAtAnotherGatewayWithoutLossOrRepetition() throws IOException {
    List<Sent> all = new ArrayList<>();
    Door first = new Door();
    first.define("a");
    for (int ordinal = 0; ordinal < 4; ordinal++) {
      first.propose("a", ordinal);
      first.post("/v1/campaigns/a/leases", new JsonObject().put("worker", "w"));
      first.observe("a", "a-e" + ordinal, 1.0 + ordinal, "eV");
    }
    HttpURLConnection connection = open(first, null);
    all.addAll(read(connection, 5));
    connection.disconnect();
    first.close();

    try (Door second = new Door(first.log.copy(), each -> each, Door.LIMITS)) {
      connection = open(second, all.get(all.size() - 1).id());
      all.addAll(read(connection, 7));
      second.propose("a", 9);
      all.addAll(read(connection, 1));
      connection.disconnect();
    }

    assertThat(all)
        .extracting(each -> each.name() + " " + each.data().getString("experimentId"))
        .doesNotHaveDuplicates()
        .hasSize(13);
  }

  @Test
  void shouldShowWhereAnExperimentStandsWhateverWasReadFirst() throws IOException {
    Door first = new Door();
    first.define("a");
    first.propose("a", 0);
    first.post("/v1/campaigns/a/leases", new JsonObject().put("worker", "w"));
    first.close();

    try (Door second = new Door(first.log.copyInAnotherOrder(), each -> each, Door.LIMITS)) {
      assertThat(second.get("/v1/workers/w/leases").json().getJsonArray("leases")).hasSize(1);
      HttpURLConnection connection = open(second, null);
      assertThat(read(connection, 1).get(0).data().getString("state")).isEqualTo("leased");
      connection.disconnect();
    }
  }

  @Test
  void shouldRefuseACursorThatIsNone() {
    try (Door door = new Door()) {
      door.define("a");
      HttpURLConnection connection = open(door, "nonsense");

      assertThat(connection.getResponseCode()).isEqualTo(400);
      assertThat(new String(connection.getErrorStream().readAllBytes(), UTF_8))
          .contains("\"field\":\"Last-Event-ID\"");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldDropAClientThatStopsReadingAndKeepOneThatReads() throws IOException {
    GatewayConfig.Timeouts impatient =
        new GatewayConfig.Timeouts(
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3));
    try (Door door = new Door(new MemoryEventLog(), each -> each, Door.LIMITS, impatient);
        Socket stalled = new Socket()) {
      door.define("a");
      HttpURLConnection connection = open(door, null);
      CompletableFuture<List<Sent>> reading =
          CompletableFuture.supplyAsync(() -> readQuietly(connection, MANY + 1));
      stalled.setReceiveBufferSize(4_096);
      stalled.connect(new InetSocketAddress("127.0.0.1", door.app.port()));
      stalled
          .getOutputStream()
          .write("GET /v1/campaigns/a/events HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      Gauge waiting = door.metrics.get("athanor.gateway.clients.waiting").gauge();
      await().until(() -> waiting.value() == 2);

      // far more than the buffers of two sockets hold
      for (int ordinal = 0; ordinal < MANY; ordinal++) {
        door.propose("a", ordinal);
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> waiting.value() == 1);
      door.propose("a", MANY);

      assertThat(reading.join()).hasSize(MANY + 1);
      connection.disconnect();
    }
  }

  private static List<Sent> readQuietly(HttpURLConnection connection, int count) {
    try {
      return read(connection, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpURLConnection open(Door door, String last) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) door.uri("/v1/campaigns/a/events").toURL().openConnection();
    connection.setReadTimeout(20_000);
    if (last != null) {
      connection.setRequestProperty("Last-Event-ID", last);
    }
    return connection;
  }

  /** Reads this many events; each reader of one connection goes on where the last stopped. */
  private static List<Sent> read(HttpURLConnection connection, int count) throws IOException {
    List<Sent> events = new ArrayList<>();
    String id = null;
    String name = null;
    while (events.size() < count) {
      String line = line(connection);
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        events.add(new Sent(id, name, new JsonObject(line.substring(6))));
      }
    }
    return events;
  }

  /** Byte by byte: a buffering reader would take what belongs to the next one. */
  private static String line(HttpURLConnection connection) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = connection.getInputStream().read();
      if (next < 0) {
        throw new IOException("the stream has ended");
      }
      if (next == '\n') {
        return line.toString();
      }
      line.append((char) next);
    }
  }
}
