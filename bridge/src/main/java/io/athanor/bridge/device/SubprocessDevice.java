package io.athanor.bridge.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.ledger.EntryCodec;
import io.athanor.bridge.ledger.OutcomeCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A robot behind a program of any language. The bridge writes a line of JSON to its standard input
 * and reads one from its standard output; its standard error is the bridge's.
 *
 * <pre>{@code
 * -> {"do":"actuate","order":"e-1/0","technique":"anneal","parameters":{"t":{"value":350,"unit":"Cel"}},...}
 * <- {"order":"e-1/0","readings":[{"technique":"scalar","scalars":{"gap":{"value":1.6,"unit":"eV"}}}]}
 *  or {"order":"e-1/0","failed":"synthesis","reason":"cold","retryable":true,"evidence":{"temperature_error":12}}
 * -> {"do":"did","order":"e-1/0"}
 * <- {"order":"e-1/0","did":"done","readings":[...]}    or "not-done", or "unknown"
 * }</pre>
 *
 * <p>It is started when first needed, and again after it died; whatever it does not answer is
 * unknown.
 */
public final class SubprocessDevice implements Device {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long GOODBYE_SECONDS = 5;

  private final List<String> command;
  private Process process;
  private Writer out;
  private BufferedReader in;

  /** A program and its arguments. */
  public SubprocessDevice(List<String> command) {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("device: there is no command");
    }
    this.command = List.copyOf(command);
  }

  @Override
  public Outcome actuate(Command order) throws IOException {
    JsonNode answer = ask(EntryCodec.json(order).put("do", "actuate"), order.orderId());
    try {
      return OutcomeCodec.outcome(answer);
    } catch (IllegalArgumentException e) {
      throw new IOException("the device's answer cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Answer did(String orderId) {
    ObjectNode question = JSON.createObjectNode().put("do", "did").put("order", orderId);
    try {
      JsonNode answer = ask(question, orderId);
      String said = answer.path("did").asText("");
      Memory memory = Memory.valueOf(said.toUpperCase(Locale.ROOT).replace('-', '_'));
      boolean told = answer.has("readings") || answer.has("failed");
      return new Answer(
          memory,
          memory == Memory.DONE && told
              ? Optional.of(OutcomeCodec.outcome(answer))
              : Optional.empty());
    } catch (IOException | IllegalArgumentException e) {
      return Answer.UNKNOWN;
    }
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    try {
      out.close();
      if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  private JsonNode ask(JsonNode question, String orderId) throws IOException {
    if (process == null || !process.isAlive()) {
      close();
      start();
    }
    out.write(JSON.writeValueAsString(question));
    out.write('\n');
    out.flush();
    String line = in.readLine();
    if (line == null) {
      close();
      throw new IOException("the device's program ended without an answer");
    }
    JsonNode answer;
    try {
      answer = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      close();
      throw new IOException("the device's answer is no JSON", e);
    }
    if (!orderId.equals(answer.path("order").asText())) {
      close();
      throw new IOException("the device answers about another order");
    }
    return answer;
  }

  private void start() throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    out = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    in =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
