package io.athanor.allinone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.Ports;
import io.athanor.allinone.embedded.StartException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineIT {
  @TempDir Path directory;

  @Test
  void shouldStartInOrderAnswerAndCloseInReverse() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    try (Engine engine =
        Engine.start(EngineConfig.onFreePorts(directory, Map.of()), recorder(events))) {
      assertThat(engine.isReady()).isTrue();
      URI management = engine.management().orElseThrow();
      assertThat(get(management.resolve("/health/live")).statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(management.resolve("/health/ready"));
      assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
      assertThat(ready.body()).contains("\"broker\":\"up\"", "\"streams\":\"up\"");
      assertThat(get(management.resolve("/metrics")).body()).contains("jvm_memory_used_bytes");
      assertThat(get(management.resolve("/else")).statusCode()).isEqualTo(404);
    }
    List<String> readied = events.stream().filter(each -> each.startsWith("ready ")).toList();
    List<String> closed = events.stream().filter(each -> each.startsWith("closed ")).toList();
    assertThat(readied).startsWith("ready management", "ready broker");
    List<String> reverse = new ArrayList<>(readied);
    Collections.reverse(reverse);
    assertThat(closed).hasSameSizeAs(reverse).endsWith("closed broker", "closed management");
  }

  @Test
  void shouldCloseWhatWasStartedWhenAPartCannotStart() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
      EngineConfig config =
          EngineConfig.onFreePorts(
              directory,
              Map.of(EngineSettings.REGISTRY_PORT.name(), Integer.toString(taken.getLocalPort())));
      assertThatThrownBy(() -> Engine.start(config, recorder(events)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("schema registry");
    }
    assertThat(events).contains("closed broker").endsWith("closed management");
    EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka"))).close();
  }

  private static EngineListener recorder(List<String> events) {
    return new EngineListener() {
      @Override
      public void ready(Part part, Duration took) {
        events.add("ready " + part.label());
      }

      @Override
      public void closed(Part part, Duration took) {
        events.add("closed " + part.label());
      }
    };
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
