package io.athanor.allinone.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The books of the laboratory, which know nothing of the engine: appended only, one JSON line for
 * each actuation as it begins, one as it ends, one for each thing that the door acknowledged. Owned
 * by one thread.
 */
final class Ledger implements AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String EVENT = "event";

  private final BufferedWriter out;

  /** What is in the books. */
  record Books(List<Actuation> actuations, List<Told> told) {
    Books {
      actuations = List.copyOf(actuations);
      told = List.copyOf(told);
    }
  }

  private Ledger(BufferedWriter out) {
    this.out = out;
  }

  /** New books in this file, which must not exist. */
  static Ledger open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new Ledger(
          Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the ledger " + file, e);
    }
  }

  /** A step begins. */
  void began(Actuation actuation) {
    append(line("began", actuation).put("at", actuation.startedAt().toString()));
  }

  /** A step is over, whatever came of it. */
  void ended(Actuation actuation) {
    append(line("ended", actuation).put("at", actuation.endedAt().toString()));
  }

  /** The door has it. */
  void told(Told told) {
    append(
        JSON.createObjectNode()
            .put(EVENT, "told")
            .put("what", told.what().name())
            .put("experimentId", told.experimentId())
            .put("step", told.step())
            .put("epoch", told.epoch())
            .put("id", told.id()));
  }

  private static ObjectNode line(String event, Actuation actuation) {
    return JSON.createObjectNode()
        .put(EVENT, event)
        .put("instrumentId", actuation.instrumentId())
        .put("campaignId", actuation.campaignId())
        .put("experimentId", actuation.experimentId())
        .put("step", actuation.step())
        .put("epoch", actuation.epoch())
        .put("worker", actuation.worker());
  }

  private void append(ObjectNode line) {
    try {
      out.write(JSON.writeValueAsString(line));
      out.newLine();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the ledger", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the ledger", e);
    }
  }

  /**
   * Reads the books of {@code file}. An end belongs to the earliest beginning of the same step at
   * the same instrument under the same lease that has none yet.
   */
  static Books read(Path file) {
    try {
      return read(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the ledger " + file, e);
    }
  }

  static Books read(List<String> lines) {
    List<Actuation> actuations = new ArrayList<>();
    Map<List<Object>, List<Integer>> running = new LinkedHashMap<>();
    List<Told> told = new ArrayList<>();
    for (String text : lines) {
      ObjectNode line = parse(text);
      String event = line.path(EVENT).asText();
      if (event.equals("told")) {
        told.add(
            new Told(
                Told.What.valueOf(line.path("what").asText()),
                line.path("experimentId").asText(),
                line.path("step").asInt(),
                line.path("epoch").asInt(),
                line.path("id").asText()));
        continue;
      }
      Instant at = Instant.parse(line.path("at").asText());
      Actuation actuation =
          new Actuation(
              line.path("instrumentId").asText(),
              line.path("campaignId").asText(),
              line.path("experimentId").asText(),
              line.path("step").asInt(),
              line.path("epoch").asInt(),
              line.path("worker").asText(),
              at,
              null);
      List<Object> same = List.of(actuation.instrumentId(), actuation.key(), actuation.epoch());
      if (event.equals("began")) {
        running.computeIfAbsent(same, key -> new ArrayList<>()).add(actuations.size());
        actuations.add(actuation);
      } else {
        List<Integer> begun = running.getOrDefault(same, List.of());
        if (begun.isEmpty()) {
          throw new IllegalArgumentException("ledger: an end without a beginning: " + text);
        }
        int which = begun.remove(0);
        actuations.set(which, actuations.get(which).ended(at));
      }
    }
    return new Books(actuations, told);
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("ledger: no JSON: " + text, e);
    }
  }
}
