package io.athanor.bridge.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A robot as a program of its own: writes each line that it is told into a file before it answers.
 * Its argument is the file.
 */
public final class RecordingRobot {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordingRobot() {}

  /** Serves until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Set<String> done = new HashSet<>();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Writer log =
            Files.newBufferedWriter(
                Path.of(arguments[0]),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode told = JSON.readTree(line);
        String order = JSON.writeValueAsString(told.path("order"));
        if (told.path("do").asText().equals("did")) {
          String memory = done.contains(order) ? "done" : "not-done";
          out.println("{\"order\":" + order + ",\"did\":\"" + memory + "\"}");
        } else {
          log.write(line);
          log.write('\n');
          log.flush();
          done.add(order);
          out.println("{\"order\":" + order + ",\"readings\":[]}");
        }
      }
    }
  }
}
