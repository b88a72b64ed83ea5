package io.athanor.allinone.optimade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import io.athanor.allinone.client.FakeDoor;
import io.athanor.allinone.client.Patience;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportOptimadeCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void shouldPrintALineForEachStructureAndStopWhereAllIsRead() throws Exception {
    Path state = directory.resolve("state.json");
    try (FakeProvider provider = twoPages()) {
      assertThat(run(provider.address(), "--rate", "100", "--state", state.toString())).isZero();
      assertThat(run(provider.address(), "--rate", "100", "--state", state.toString())).isZero();
      assertThat(provider.requests()).hasSize(2);
    }
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    JsonNode line = new ObjectMapper().readTree(lines.get(2));
    assertThat(line.path("id").asText()).isEqualTo("c");
    assertThat(line.path("formula").asText()).isEqualTo("ClNa");
    assertThat(line.path("crystal").path("lattice")).hasSize(9);
    assertThat(line.path("properties").path("band_gap").path("unit").asText()).isEqualTo("eV");
    assertThat(err.toString()).contains("3 structures from 2 pages");
  }

  @Test
  void shouldPutStructuresIntoAPool() {
    try (FakeProvider provider = twoPages();
        FakeDoor door = new FakeDoor()) {
      DoorClient client = new DoorClient(door.address(), Patience.DEFAULT);
      client.define(
          new Campaigns.Definition(
              "salts", "Salts", List.of(), null, null, 1, 1, 60, 60, 1, false));
      assertThat(
              run(
                  provider.address(),
                  "--rate",
                  "100",
                  "--to",
                  door.address().toString(),
                  "--campaign",
                  "salts"))
          .as(err.toString())
          .isZero();
      client.lease("salts", "me", 1, Duration.ZERO);
      assertThat(client.proposals("salts", "proposed")).hasSize(2);
    }
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldExitWithTwoAfterAWrongCall() throws Exception {
    assertThat(run("ftp://somewhere")).isEqualTo(2);
    assertThat(run("not an address")).isEqualTo(2);
    assertThat(run("http://127.0.0.1:1", "--rate", "0")).isEqualTo(2);
    assertThat(run("http://127.0.0.1:1", "--campaign", "x")).isEqualTo(2);
    Path state = directory.resolve("state.json");
    Files.writeString(state, "{\"first\": \"http://other/v1/structures\", \"recent\": []}");
    assertThat(run("http://127.0.0.1:1", "--state", state.toString())).isEqualTo(2);
    Files.writeString(state, "[]");
    assertThat(run("http://127.0.0.1:1", "--state", state.toString())).isEqualTo(2);
    Files.writeString(
        state,
        "{\"first\": \"http://127.0.0.1:1/v1/structures\", \"next\": \"http://other/x\","
            + " \"pages\": 1, \"structures\": 1, \"recent\": []}");
    assertThat(run("http://127.0.0.1:1", "--state", state.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("no http or https address", "is no address", "--rate must be above 0")
        .contains("--to and --campaign go together", "state of another import")
        .contains("is not the state of an import", "leads to another host");
  }

  @Test
  void shouldKeepRequestsApart() throws Exception {
    AtomicLong now = new AtomicLong();
    List<Duration> slept = new ArrayList<>();
    Pace pace =
        new Pace(
            4,
            now::get,
            duration -> {
              slept.add(duration);
              now.addAndGet(duration.toNanos());
            });
    pace.await();
    pace.await();
    now.addAndGet(100_000_000);
    pace.await();
    now.addAndGet(900_000_000);
    pace.await();
    assertThat(slept).containsExactly(Duration.ofMillis(250), Duration.ofMillis(150));
  }

  @Test
  void shouldTakeNoEndlessBody() {
    BoundedBody body = new BoundedBody(10);
    AtomicLong cancelled = new AtomicLong();
    body.onSubscribe(
        new java.util.concurrent.Flow.Subscription() {
          @Override
          public void request(long n) {
            assertThat(n).isPositive();
          }

          @Override
          public void cancel() {
            cancelled.incrementAndGet();
          }
        });
    body.onNext(List.of(java.nio.ByteBuffer.wrap(new byte[8])));
    assertThat(body.getBody().toCompletableFuture()).isNotDone();
    body.onNext(List.of(java.nio.ByteBuffer.wrap(new byte[8])));
    assertThat(body.getBody().toCompletableFuture()).isCompletedExceptionally();
    assertThat(cancelled).hasValue(1);
  }

  private static FakeProvider twoPages() {
    Map<Integer, String[]> ids = Map.of(1, new String[] {"a", "b"}, 2, new String[] {"c"});
    FakeProvider[] provider = new FakeProvider[1];
    provider[0] =
        new FakeProvider(
            (n, exchange) ->
                FakeProvider.send(
                    exchange,
                    200,
                    provider[0].page(n == 1 ? "/v1/structures?page=2" : null, ids.get(n))));
    return provider[0];
  }

  private int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new ImportOptimadeCommand());
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
