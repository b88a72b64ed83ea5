package io.athanor.gateway.folder;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has become of each file, one JSON object a line. A line is forced to the disk before {@link
 * #record} returns; what a crash cut off at the end is dropped when the manifest is opened again,
 * in one atomic replacement. Lines are never changed, so a person can read it as a history.
 */
final class Manifest implements AutoCloseable {
  /** What became of a file. */
  enum Outcome {
    /** Its events are in the log. */
    REPORTED,
    /** It says nothing that can be taken; the reason is there. */
    REJECTED,
    /** Its content was reported under another name. */
    DUPLICATE
  }

  /**
   * A line.
   *
   * @param file the file and its state
   * @param sha256 of its content, hex; empty where it was not read
   * @param outcome what became of it
   * @param events how many events it made
   * @param detail the reason, or the other name
   * @param at when
   */
  record Line(
      Folder.Entry file, String sha256, Outcome outcome, int events, String detail, Instant at) {}

  private final FileChannel channel;
  private final Map<String, Line> byName = new HashMap<>();
  private final Map<String, Line> reportedByContent = new HashMap<>();

  private Manifest(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens or creates a manifest.
   *
   * @throws IOException if it cannot be, or holds a line that is none before its last
   */
  static Manifest open(Path path) throws IOException {
    List<Line> lines = new ArrayList<>();
    if (Files.exists(path)) {
      String text = Files.readString(path, StandardCharsets.UTF_8);
      int whole = text.lastIndexOf('\n') + 1;
      int number = 0;
      for (String each : text.substring(0, whole).lines().toList()) {
        number++;
        lines.add(parse(each, path + ", line " + number));
      }
      if (whole < text.length()) {
        replace(path, text.substring(0, whole));
      }
    } else if (path.toAbsolutePath().getParent() != null) {
      Files.createDirectories(path.toAbsolutePath().getParent());
    }
    Manifest manifest =
        new Manifest(
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND));
    lines.forEach(manifest::remember);
    return manifest;
  }

  /** What became of a file of this name last. */
  Optional<Line> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The file whose content was reported. */
  Optional<Line> reported(String sha256) {
    return Optional.ofNullable(reportedByContent.get(sha256));
  }

  /** Adds a line; it is on the disk when this returns. */
  void record(Line line) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap((json(line).encode() + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
    remember(line);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void remember(Line line) {
    byName.put(line.file().name(), line);
    if (line.outcome() == Outcome.REPORTED) {
      reportedByContent.putIfAbsent(line.sha256(), line);
    }
  }

  private static void replace(Path path, String text) throws IOException {
    Path whole = path.resolveSibling(path.getFileName() + ".tmp");
    try (FileChannel out =
        FileChannel.open(
            whole,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static JsonObject json(Line line) {
    return new JsonObject()
        .put("name", line.file().name())
        .put("size", line.file().stamp().size())
        .put("modified", line.file().stamp().modified().toString())
        .put("key", line.file().stamp().key())
        .put("sha256", line.sha256())
        .put("outcome", line.outcome().name())
        .put("events", line.events())
        .put("detail", line.detail())
        .put("at", line.at().toString());
  }

  private static Line parse(String text, String place) throws IOException {
    try {
      JsonObject json = new JsonObject(text);
      Folder.Stamp stamp =
          new Folder.Stamp(
              json.getLong("size"),
              Instant.parse(json.getString("modified")),
              json.getString("key"));
      return new Line(
          new Folder.Entry(json.getString("name"), stamp),
          json.getString("sha256"),
          Outcome.valueOf(json.getString("outcome")),
          json.getInteger("events"),
          json.getString("detail"),
          Instant.parse(json.getString("at")));
    } catch (DecodeException
        | DateTimeException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException e) {
      throw new IOException(place + " is no line of a manifest: " + e.getMessage(), e);
    }
  }
}
