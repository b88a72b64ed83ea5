package io.athanor.allinone.optimade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.athanor.formats.Statement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimadeImportTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private FakeProvider provider;

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void shouldFollowThePagesToTheLast() throws Exception {
    provider = new FakeProvider((n, exchange) -> FakeProvider.send(exchange, 200, pages(n)));

    Checkpoint last = run(Duration.ofSeconds(20));

    assertThat(ids).containsExactly("a", "b", "c", "d", "e");
    assertThat(last.next()).isNull();
    assertThat(last.structures()).isEqualTo(5);
    assertThat(checkpoints).hasSize(3);
    assertThat(provider.requests())
        .containsExactly(
            "/v1/structures?filter=nelements%3D2",
            "/v1/structures?page=2", "/v1/structures?page=3");
  }

  @Test
  void shouldGoOnFromACheckpoint() throws Exception {
    provider =
        new FakeProvider(
            (n, exchange) ->
                FakeProvider.send(exchange, n == 3 ? 404 : 200, n == 3 ? "{}" : pages(n)));
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> run(Duration.ofSeconds(20)))
        .withMessageContaining("answered 404");
    Checkpoint kept = checkpoints.get(checkpoints.size() - 1);
    provider.answer((n, exchange) -> FakeProvider.send(exchange, 200, pages(3)));

    Checkpoint last = importer(Duration.ofSeconds(20)).run(kept);

    assertThat(ids).containsExactly("a", "b", "c", "d", "e");
    assertThat(last.pages()).isEqualTo(3);
    assertThat(provider.requests()).hasSize(4).endsWith("/v1/structures?page=3");
  }

  @Test
  void shouldWaitAsLongAsTheProviderAsks() throws Exception {
    provider =
        new FakeProvider(
            (n, exchange) -> {
              if (n == 1) {
                exchange.getResponseHeaders().add("Retry-After", "7");
                FakeProvider.send(exchange, 429, "{}");
              } else if (n == 2) {
                exchange.getResponseHeaders().add("Retry-After", "Thu, 01 Jan 2026 00:00:09 GMT");
                FakeProvider.send(exchange, 503, "{}");
              } else {
                FakeProvider.send(exchange, 200, provider.page(null, "a"));
              }
            });

    run(Duration.ofSeconds(20));

    assertThat(ids).containsExactly("a");
    assertThat(pauses).contains(Duration.ofSeconds(7), Duration.ofSeconds(9));
  }

  @Test
  void shouldGiveUpOnAProviderThatStaysBroken() {
    provider = new FakeProvider((n, exchange) -> FakeProvider.send(exchange, 500, "oops"));

    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> run(Duration.ofSeconds(20)))
        .withMessageContaining("the provider answered 500, tried 6 times");
    assertThat(pauses)
        .contains(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(8));
    assertThat(provider.requests()).hasSize(6);
  }

  @Test
  void shouldTryAgainAfterAnAnswerThatIsCutOff() throws Exception {
    provider =
        new FakeProvider(
            (n, exchange) -> {
              String page = provider.page(null, "a");
              if (n == 1) {
                FakeProvider.send(exchange, 200, page.substring(0, page.length() / 2));
              } else if (n == 2) {
                // says more than it sends
                exchange.sendResponseHeaders(200, page.length() + 10);
                exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
                exchange.close();
              } else {
                FakeProvider.send(exchange, 200, page);
              }
            });

    run(Duration.ofSeconds(20));

    assertThat(ids).containsExactly("a");
    assertThat(remarks).anyMatch(r -> r.contains("the answer ends in the middle"));
    assertThat(provider.requests()).hasSize(3);
  }

  @Test
  void shouldNotWaitForAnAnswerThatNeverEnds() throws Exception {
    provider =
        new FakeProvider(
            (n, exchange) -> {
              if (n == 1) {
                provider.hold();
              } else if (n == 2) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                provider.hold();
              } else {
                FakeProvider.send(exchange, 200, provider.page(null, "a"));
              }
            });

    run(Duration.ofMillis(1_500));

    assertThat(ids).containsExactly("a");
    assertThat(remarks).filteredOn(r -> r.contains("no answer within 1500 ms")).hasSize(2);
  }

  @Test
  void shouldNoticePagesThatGoRoundInACircle() {
    provider =
        new FakeProvider(
            (n, exchange) ->
                FakeProvider.send(
                    exchange,
                    200,
                    provider.page(
                        n % 2 == 1
                            ? "/v1/structures?page=2"
                            : "/v1/structures?filter=nelements%3D2",
                        "a" + n)));
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> run(Duration.ofSeconds(20)))
        .withMessageContaining("circle");
    assertThat(provider.requests()).hasSize(3);
  }

  @Test
  void shouldNoticeTheSamePageUnderEverNewAddresses() {
    provider =
        new FakeProvider(
            (n, exchange) ->
                FakeProvider.send(
                    exchange, 200, provider.page("/v1/structures?page=" + n, "a", "b")));
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> run(Duration.ofSeconds(20)))
        .withMessageContaining("circle");
    assertThat(provider.requests()).hasSize(2);
  }

  @Test
  void shouldNoticeThatOnlyEmptyPagesFollow() {
    provider =
        new FakeProvider(
            (n, exchange) ->
                FakeProvider.send(exchange, 200, provider.page("/v1/structures?page=" + n)));
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> run(Duration.ofSeconds(20)))
        .withMessageContaining("3 pages without an entry");
  }

  @Test
  void shouldNotFollowToAnotherHost() {
    provider =
        new FakeProvider(
            (n, exchange) ->
                FakeProvider.send(exchange, 200, provider.page("http://example.org/x", "a")));
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> run(Duration.ofSeconds(20)))
        .withMessageContaining("another host");
    assertThat(ids).isEmpty();
  }

  @Test
  void shouldRepeatWhatTheProviderSaysIsWrong() {
    provider =
        new FakeProvider(
            (n, exchange) ->
                FakeProvider.send(
                    exchange, 400, "{\"errors\": [{\"detail\": \"no such property\"}]}"));
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> run(Duration.ofSeconds(20)))
        .withMessageContaining("answered 400: no such property");
    assertThat(provider.requests()).hasSize(1);
  }

  private String pages(int number) {
    return switch (number) {
      case 1 -> provider.page("/v1/structures?page=2", "a", "b");
      case 2 -> provider.page(provider.address() + "/v1/structures?page=3", "c", "d");
      default -> provider.page(null, "e");
    };
  }

  private Checkpoint run(Duration timeout) throws InterruptedException {
    URI first = PageLinks.first(provider.address(), Optional.of("nelements=2"));
    return importer(timeout).run(Checkpoint.start(first.toString()));
  }

  private OptimadeImport importer(Duration timeout) {
    Pace pace = new Pace(1_000, () -> 0, pauses::add);
    return new OptimadeImport(
        new PageClient(pace, timeout, () -> NOW, remarks::add),
        (index, statements) -> {
          assertThat(index).isEqualTo(ids.size());
          for (Statement statement : statements) {
            ids.add(Structures.of(statement).orElseThrow().id());
          }
        },
        checkpoints::add,
        remarks::add);
  }
}
