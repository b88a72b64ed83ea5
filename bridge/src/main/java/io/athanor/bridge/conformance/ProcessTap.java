package io.athanor.bridge.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.device.SubprocessDevice;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The device's end of a real wire: a robot in a process of its own, and what it wrote down. */
final class ProcessTap implements FuzzRun.Tap, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SubprocessDevice device;
  private final BufferedReader record;

  ProcessTap(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "robot", ".jsonl");
    device =
        new SubprocessDevice(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RecordingRobot.class.getName(),
                file.toString()));
    record = Files.newBufferedReader(file, StandardCharsets.UTF_8);
  }

  @Override
  public JsonNode told(Command command) throws IOException {
    device.actuate(command);
    String line = record.readLine();
    if (line == null) {
      throw new IOException("the robot answered and wrote nothing down");
    }
    return JSON.readTree(line);
  }

  @Override
  public void close() throws IOException {
    device.close();
    record.close();
  }
}
