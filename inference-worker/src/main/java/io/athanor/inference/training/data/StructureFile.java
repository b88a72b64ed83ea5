package io.athanor.inference.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.training.data.RowParser.BrokenRecordException;
import io.athanor.inference.training.data.RowParser.Graphs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of structures as JSON lines, gzip or not. Read a chunk of lines at a time; a broken record
 * is noted and passed over.
 */
public final class StructureFile implements RowSource {
  private static final Logger LOG = LoggerFactory.getLogger(StructureFile.class);
  private static final int CHUNK = 256;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path file;
  private final NetworkShape shape;
  private final GraphCache cache;

  /** A line as read: its fields, and later its graphs, or why there are none. */
  private record Parsed(long line, JsonNode fields, Graphs graphs, String defect) {}

  /**
   * Names a file.
   *
   * @param shape whose graph settings to use
   * @param cacheDirectory where graphs are kept between runs
   */
  public StructureFile(Path file, NetworkShape shape, Path cacheDirectory) {
    this.file = file;
    this.shape = shape;
    this.cache = new GraphCache(cacheDirectory);
  }

  @Override
  public String digest() throws IOException {
    return Digests.hex(Digests.ofFile(file));
  }

  @Override
  public Defects read(String digest, Consumer<Row> rows) throws IOException {
    Path graphs = cache.file(digest, shape);
    Optional<GraphCache.Reading> known = cache.open(graphs);
    if (known.isPresent()) {
      try (GraphCache.Reading reading = known.get()) {
        return read(chunk -> recalled(chunk, reading), rows);
      }
    }
    LOG.atInfo().addKeyValue("file", file.getFileName()).log("graphs are built");
    try (GraphCache.Writing writing = cache.create(graphs)) {
      Defects defects = read(chunk -> built(chunk, writing), rows);
      writing.commit();
      return defects;
    }
  }

  /** Gives lines their graphs. */
  private interface Step {
    List<Parsed> apply(List<Parsed> chunk) throws IOException;
  }

  private Defects read(Step step, Consumer<Row> rows) throws IOException {
    Defects defects = new Defects();
    List<Parsed> chunk = new ArrayList<>(CHUNK);
    long line = 0;
    try (InputStream in = open()) {
      BoundedLines lines = new BoundedLines(new InputStreamReader(in, StandardCharsets.UTF_8));
      while (true) {
        String text;
        try {
          text = lines.next();
        } catch (IOException cause) {
          // e.g. a truncated or damaged gzip: what came before it stands
          chunk.add(new Parsed(line + 1, null, null, "the file is damaged here"));
          break;
        }
        if (text == null) {
          break;
        }
        line++;
        if (text.isBlank()) {
          continue;
        }
        chunk.add(parsed(line, text, lines.wasCut()));
        if (chunk.size() == CHUNK) {
          emit(step.apply(chunk), defects, rows);
          chunk.clear();
        }
      }
    }
    emit(step.apply(chunk), defects, rows);
    return defects;
  }

  private static Parsed parsed(long line, String text, boolean wasCut) {
    if (wasCut) {
      return new Parsed(line, null, null, "is longer than " + BoundedLines.LONGEST + " characters");
    }
    try {
      return new Parsed(line, RowParser.fields(text), null, null);
    } catch (BrokenRecordException cause) {
      return new Parsed(line, null, null, cause.getMessage());
    }
  }

  private static void emit(List<Parsed> chunk, Defects defects, Consumer<Row> rows) {
    for (Parsed each : chunk) {
      if (each.defect() != null) {
        defects.add(each.line(), each.defect());
      } else {
        rows.accept(
            new Row(
                each.line(),
                each.fields().get("id").asText(),
                each.fields(),
                each.graphs().crystal(),
                each.graphs().composition()));
      }
    }
  }

  private List<Parsed> built(List<Parsed> chunk, GraphCache.Writing writing) throws IOException {
    RowParser parser = new RowParser(shape);
    // graphs are independent and the encounter order is kept
    List<Parsed> done = chunk.parallelStream().map(each -> built(each, parser)).toList();
    for (Parsed each : done) {
      if (each.fields() != null && each.graphs() != null) {
        writing.add(each.line(), each.graphs());
      } else if (each.fields() != null) {
        writing.addBroken(each.line(), each.defect());
      }
    }
    return done;
  }

  private static Parsed built(Parsed row, RowParser parser) {
    if (row.defect() != null) {
      return row;
    }
    try {
      return new Parsed(row.line(), row.fields(), parser.graphs(row.fields()), null);
    } catch (BrokenRecordException | IllegalArgumentException cause) {
      return new Parsed(row.line(), row.fields(), null, cause.getMessage());
    }
  }

  private static List<Parsed> recalled(List<Parsed> chunk, GraphCache.Reading reading)
      throws IOException {
    List<Parsed> done = new ArrayList<>(chunk.size());
    for (Parsed row : chunk) {
      if (row.defect() != null) {
        done.add(row);
        continue;
      }
      try {
        done.add(new Parsed(row.line(), row.fields(), reading.next(row.line()), null));
      } catch (BrokenRecordException cause) {
        done.add(new Parsed(row.line(), row.fields(), null, cause.getMessage()));
      }
    }
    return done;
  }

  private InputStream open() throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean isGzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return isGzip ? new GZIPInputStream(in, 1 << 16) : in;
  }
}
