package io.athanor.formats.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Documents of bluesky runs in a file: {@code [[name, document], …]}, one {@code [name, document]}
 * a line, or one {@code {"name": …, "doc": …}} a line, as JSON or as MessagePack.
 */
public final class BlueskyFormat implements FileFormat {
  private static final Pattern JSON_START =
      Pattern.compile(
          "(\\[\\s*)?(\\[\\s*|\\{\\s*\"name\"\\s*:\\s*)\""
              + "(start|stop|descriptor|event|event_page|bulk_events|resource|datum|datum_page"
              + "|bulk_datum|stream_resource|stream_datum)\"\\s*,.*",
          Pattern.DOTALL);
  // an array of two whose first is a short text (MessagePack: 0x92, 0xa4 to 0xaf), or a list of it
  private static final Pattern PACKED_START =
      Pattern.compile(
          "(?:[\\x90-\\x9f]|\\xdc..|\\xdd....)?\\x92[\\xa4-\\xaf]"
              + "(start|stop|descriptor|event|event_page|bulk_events|resource|datum|datum_page"
              + "|bulk_datum|stream_resource|stream_datum)[\\x80-\\x8f\\xde\\xdf].*",
          Pattern.DOTALL);

  @Override
  public String name() {
    return BlueskyDocuments.FORMAT;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return JsonText.head(file).filter(head -> JSON_START.matcher(head).matches()).isPresent()
        || isPacked(file);
  }

  @Override
  public Contents read(SourceFile file) {
    List<JsonNode> values =
        isPacked(file)
            ? MessagePack.values(name(), file.bytes())
            : JsonText.values(name(), file.bytes());
    boolean wrapped = values.size() == 1 && values.get(0).path(0).isArray();
    List<JsonNode> documents = new ArrayList<>();
    (wrapped ? values.get(0) : values).forEach(documents::add);
    List<BlueskyRun> runs = assemble(documents);
    List<Statement> statements = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (BlueskyRun run : runs) {
      RunReadings.Said said = RunReadings.of(run);
      statements.addAll(said.readings());
      remarks.addAll(said.remarks());
    }
    return new Contents(name(), statements, remarks);
  }

  /** Stop documents last: old ones do not count events, and the file is known to be over. */
  private List<BlueskyRun> assemble(List<JsonNode> documents) {
    RunAssembler assembler = new RunAssembler();
    List<BlueskyRun> runs = new ArrayList<>();
    for (boolean stops : new boolean[] {false, true}) {
      for (int i = 0; i < documents.size(); i++) {
        JsonNode entry = documents.get(i);
        JsonNode name = entry.isObject() ? entry.path("name") : entry.path(0);
        JsonNode document = entry.isObject() ? entry.path("doc") : entry.path(1);
        if (!name.isTextual()) {
          throw new FormatException(name(), "entry " + (i + 1), "is no [name, document]");
        }
        if (name.textValue().equals("stop") == stops) {
          runs.addAll(assembler.add(name.textValue(), document, Instant.EPOCH));
        }
      }
    }
    runs.addAll(assembler.closeStale(Instant.EPOCH, Duration.ZERO));
    return runs;
  }

  private static boolean isPacked(SourceFile file) {
    byte[] bytes = file.bytes();
    String head = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
    return PACKED_START.matcher(head).matches();
  }
}
