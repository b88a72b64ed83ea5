package io.athanor.allinone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A door in memory that keeps the rules of leases, epochs and idempotency keys, proposes its pool
 * in order, and can be told to answer badly.
 */
public final class FakeDoor implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // without it each answer waits for a delayed acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final List<JsonNode> pool = new ArrayList<>();
  private final Map<String, Experiment> experiments = new LinkedHashMap<>();
  private final Map<String, String> readingIdByKey = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private String campaignId;
  private String definition;
  private int overloaded;
  private int deaf;
  private int untilSilent = Integer.MAX_VALUE;

  private static final class Experiment {
    private final int index;
    private String state = "proposed";
    private int epoch;
    private String worker;
    private String lastKey;

    Experiment(int index) {
      this.index = index;
    }
  }

  /** Starts it on a free port of the loopback. */
  public FakeDoor() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests are answered with 503. */
  public synchronized void overload(int times) {
    overloaded = times;
  }

  /** The next requests are done, but their answers are lost. */
  public synchronized void loseAnswers(int times) {
    deaf = times;
  }

  /**
   * It falls silent: the n-th request from now is done without an answer, later ones not at all.
   */
  public synchronized void fallSilentAt(int request) {
    untilSilent = request;
  }

  /** It answers again. */
  public synchronized void wake() {
    untilSilent = Integer.MAX_VALUE;
  }

  /** Ids of the distinct readings it has. */
  public synchronized List<String> readings() {
    return List.copyOf(readingIdByKey.values());
  }

  /** Requests so far, as method and path. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many experiments are in a state. */
  public synchronized int count(String state) {
    return (int) experiments.values().stream().filter(each -> each.state.equals(state)).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Answer answer;
    boolean lost;
    synchronized (this) {
      if (untilSilent <= 0) {
        exchange.close();
        return;
      }
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      if (overloaded > 0) {
        overloaded--;
        answer = problem(503, "overloaded");
        lost = false;
      } else {
        untilSilent = untilSilent == Integer.MAX_VALUE ? untilSilent : untilSilent - 1;
        lost = deaf > 0 || untilSilent == 0;
        deaf = Math.max(0, deaf - 1);
        answer = answer(exchange, body.isEmpty() ? null : JSON.readTree(body));
      }
    }
    if (lost) {
      exchange.close();
      return;
    }
    byte[] bytes = JSON.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Answer(int status, JsonNode body) {}

  private Answer answer(HttpExchange exchange, JsonNode body) {
    String path = exchange.getRequestURI().getPath();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (path.equals("/v1/campaigns")) {
      return define(body);
    } else if (path.endsWith("/candidates")) {
      return candidates(body);
    } else if (path.endsWith("/leases") && path.startsWith("/v1/workers/")) {
      return held(path.split("/")[3]);
    } else if (path.endsWith("/leases")) {
      return lease(body.path("worker").asText());
    } else if (path.endsWith("/progress")) {
      return progress(path.split("/")[3], body, key);
    } else if (path.endsWith("/proposals")) {
      return proposals(exchange.getRequestURI().getQuery().replace("state=", ""));
    } else if (path.equals("/v1/readings")) {
      return reading(body, key);
    } else if (path.equals("/v1/simulations")) {
      return new Answer(202, JSON.createObjectNode().put("id", key));
    } else if (path.startsWith("/v1/campaigns/")) {
      return campaign(path.split("/")[3]);
    }
    return problem(404, "no such path");
  }

  private Answer define(JsonNode body) {
    if (definition != null && !definition.equals(body.toString())) {
      return problem(409, "another definition");
    }
    boolean isNew = definition == null;
    definition = body.toString();
    campaignId = body.path("campaignId").asText();
    return new Answer(isNew ? 201 : 200, body);
  }

  private Answer candidates(JsonNode body) {
    ArrayNode results = JSON.createArrayNode();
    for (JsonNode candidate : body.path("candidates")) {
      int index = candidate.path("index").asInt();
      if (index == pool.size()) {
        pool.add(candidate);
        experiments.put("e-" + index, new Experiment(index));
      }
      results.addObject().put("index", index).put("candidateId", "c-" + index);
    }
    return new Answer(202, JSON.createObjectNode().set("results", results));
  }

  private Answer lease(String worker) {
    ArrayNode leases = JSON.createArrayNode();
    for (Map.Entry<String, Experiment> entry : experiments.entrySet()) {
      if (entry.getValue().state.equals("proposed")) {
        entry.getValue().state = "leased";
        entry.getValue().worker = worker;
        entry.getValue().epoch++;
        leases.add(lease(entry.getKey(), entry.getValue()));
        break;
      }
    }
    return new Answer(200, JSON.createObjectNode().set("leases", leases));
  }

  private Answer held(String worker) {
    ArrayNode leases = JSON.createArrayNode();
    experiments.forEach(
        (id, experiment) -> {
          boolean isOpen = experiment.state.equals("leased") || experiment.state.equals("running");
          if (isOpen && worker.equals(experiment.worker)) {
            leases.add(lease(id, experiment));
          }
        });
    return new Answer(200, JSON.createObjectNode().set("leases", leases));
  }

  private Answer proposals(String state) {
    ArrayNode proposals = JSON.createArrayNode();
    experiments.forEach(
        (id, experiment) -> {
          if (experiment.state.equals(state)) {
            proposals.add(proposal(id, experiment));
          }
        });
    return new Answer(200, JSON.createObjectNode().set("proposals", proposals));
  }

  private ObjectNode lease(String id, Experiment experiment) {
    ObjectNode lease = JSON.createObjectNode();
    lease.put("state", experiment.state);
    lease.put("experimentId", id).put("epoch", experiment.epoch);
    lease.set("proposal", proposal(id, experiment));
    return lease;
  }

  private ObjectNode proposal(String id, Experiment experiment) {
    ObjectNode proposal = JSON.createObjectNode();
    proposal.put("experimentId", id);
    proposal.put("ordinal", experiment.index);
    proposal.put("campaignId", campaignId);
    proposal.put("candidateId", "c-" + experiment.index);
    proposal.put("poolIndex", experiment.index);
    proposal.set("candidate", pool.get(experiment.index));
    return proposal;
  }

  private Answer progress(String id, JsonNode step, String key) {
    Experiment experiment = experiments.get(id);
    String state = step.path("state").asText();
    boolean isRepeated = key.equals(experiment.lastKey);
    boolean isMine =
        step.path("worker").asText().equals(experiment.worker)
            && step.path("epoch").asInt() == experiment.epoch;
    boolean isInPlace =
        switch (state) {
          case "running" -> experiment.state.equals("leased");
          case "succeeded", "failed" -> experiment.state.equals("running");
          default -> false;
        };
    if (!isRepeated && !(isMine && isInPlace)) {
      return problem(409, "experiment is " + experiment.state);
    }
    experiment.state = state;
    experiment.lastKey = key;
    return new Answer(
        200,
        JSON.createObjectNode()
            .put("experimentId", id)
            .put("state", state)
            .put("epoch", experiment.epoch));
  }

  private Answer reading(JsonNode body, String key) {
    String id = readingIdByKey.computeIfAbsent(key, each -> "reading-" + each);
    return new Answer(
        202, JSON.createObjectNode().put("id", id).put("sampleId", body.path("sampleId").asText()));
  }

  private Answer campaign(String id) {
    if (!id.equals(campaignId)) {
      return problem(404, "no such campaign");
    }
    ObjectNode progress = JSON.createObjectNode();
    for (String state : List.of("leased", "running", "succeeded", "failed", "expired")) {
      progress.put(state, count(state));
    }
    progress.put("proposed", experiments.size());
    ObjectNode view = JSON.createObjectNode().put("campaignId", id);
    return new Answer(200, view.set("progress", progress));
  }

  private static Answer problem(int status, String detail) {
    return new Answer(status, JSON.createObjectNode().put("status", status).put("detail", detail));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
