package io.athanor.allinone.optimade;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider on the loopback that answers each request as the test says. */
final class FakeProvider implements AutoCloseable {
  /** Answers one request. */
  interface Answers {
    void answer(int request, HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<String> requests = new ArrayList<>();
  private Answers answers;

  FakeProvider(Answers answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void answer(Answers now) {
    answers = now;
  }

  /** Query of each request so far. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Holds an answer back until the provider is closed. */
  void hold() throws InterruptedException {
    over.await();
  }

  /** A page with one entry per id. */
  String page(String next, String... ids) {
    StringBuilder entries = new StringBuilder();
    for (String id : ids) {
      entries.append(entries.isEmpty() ? "" : ",").append(entry(id));
    }
    String link = next == null ? "null" : "\"" + next + "\"";
    return "{\"meta\": {\"api_version\": \"1.2.0\"}, \"data\": ["
        + entries
        + "], \"links\": {\"next\": "
        + link
        + "}}";
  }

  private static String entry(String id) {
    return "{\"type\": \"structures\", \"id\": \""
        + id
        + "\", \"attributes\": {\"dimension_types\": [1, 1, 1], \"nperiodic_dimensions\": 3,"
        + " \"lattice_vectors\": [[0, 2.82, 2.82], [2.82, 0, 2.82], [2.82, 2.82, 0]],"
        + " \"cartesian_site_positions\": [[0, 0, 0], [2.82, 2.82, 2.82]],"
        + " \"species\": [{\"name\": \"Na\", \"chemical_symbols\": [\"Na\"], \"concentration\":"
        + " [1.0]}, {\"name\": \"Cl\", \"chemical_symbols\": [\"Cl\"], \"concentration\": [1.0]}],"
        + " \"species_at_sites\": [\"Na\", \"Cl\"], \"_mp_band_gap\": 5.1}}";
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    int number;
    Answers how;
    synchronized (this) {
      requests.add(exchange.getRequestURI().toString());
      number = requests.size();
      how = answers;
    }
    try {
      how.answer(number, exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
