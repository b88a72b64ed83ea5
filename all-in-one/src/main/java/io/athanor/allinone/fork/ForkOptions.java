package io.athanor.allinone.fork;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What a fork is asked for, on the command line. */
final class ForkOptions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACE = Pattern.compile("(.+)-(\\d+)@(\\d+)");
  private static final String OBSERVATIONS = "observation-derived";

  @Option(
      names = "--at",
      paramLabel = "PLACE",
      description =
          "Where to take it up: #ORDINAL, before that proposal; a TIME such as"
              + " 2026-01-31T12:00:00Z; TOPIC-PARTITION@OFFSET, after that record, or OFFSET alone"
              + " for "
              + OBSERVATIONS
              + "-0. Default: the beginning.")
  private String at;

  @Option(
      names = "--policy",
      paramLabel = "P",
      description =
          "Another policy: the name of an acquisition function, or a policy as JSON as in a"
              + " campaign's definition. Default: the same.")
  private String policy;

  @Option(
      names = "--policy-file",
      paramLabel = "FILE",
      description = "Another policy, a JSON file.")
  private Path policyFile;

  @Option(
      names = "--model",
      paramLabel = "DIGEST",
      description = "Another model, of which the log has predictions.")
  private String model;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description =
          "outcomes: only what was measured can be chosen; oracle: worlds drawn from all outcomes"
              + " answer for the rest; auto (default): outcomes where they are enough.")
  private String mode;

  @Option(
      names = "--experiments",
      paramLabel = "N",
      description = "Experiments in all. Default: as many as the log has.")
  private Integer experiments;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "20",
      description = "Worlds, or streams of chance. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  /** Whether nothing is to be another way. */
  boolean changesNothing() {
    return policy == null && policyFile == null && model == null;
  }

  /**
   * As the analyst takes it.
   *
   * @throws IllegalArgumentException for what cannot be read
   */
  ObjectNode request() {
    ObjectNode request = JSON.createObjectNode();
    if (at != null) {
      request.set("at", place(at));
    }
    if (policyFile != null) {
      request.set("policy", read(policyFile));
    } else if (policy != null) {
      request.set("policy", policy(policy));
    }
    if (model != null) {
      request.put("modelDigest", model);
    }
    if (experiments != null) {
      request.put("experiments", experiments);
    }
    return request.put("mode", mode).put("seeds", seeds);
  }

  static ObjectNode place(String said) {
    ObjectNode place = JSON.createObjectNode();
    Matcher coordinates = PLACE.matcher(said);
    if (said.matches("#\\d{1,9}")) {
      place.put("ordinal", Integer.parseInt(said.substring(1)));
    } else if (said.matches("\\d{1,18}")) {
      place.set("offset", offset(OBSERVATIONS, "0", said));
    } else if (coordinates.matches()) {
      place.set("offset", offset(coordinates.group(1), coordinates.group(2), coordinates.group(3)));
    } else {
      place.put("time", said);
    }
    return place;
  }

  private static ObjectNode offset(String topic, String partition, String offset) {
    return JSON.createObjectNode()
        .put("topic", topic)
        .put("partition", Integer.parseInt(partition))
        .put("offset", Long.parseLong(offset));
  }

  private static JsonNode policy(String said) {
    if (!said.strip().startsWith("{")) {
      return JSON.createObjectNode().put("acquisition", said.strip());
    }
    try {
      return JSON.readTree(said);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("--policy is no JSON", e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("--policy-file " + file + " cannot be read as JSON", e);
    }
  }
}
