package io.athanor.gateway.file;

import io.athanor.formats.Formats;
import io.athanor.formats.SourceFile;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.folder.FileReader;
import io.athanor.gateway.log.Fact;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Files of every format that {@link Formats} knows.
 *
 * @param folder where they lie; pictures are referred to there
 * @param mostBytes the largest event that a topic takes, as encoded
 */
public record FormatReader(Optional<Path> folder, int mostBytes) implements FileReader {
  @Override
  public List<Fact<?>> read(String name, byte[] bytes, Instant modified, Origin origin) {
    SourceFile file = new SourceFile(name, bytes);
    URI location = folder.orElse(Path.of("")).resolve(name).toUri();
    return FileEvents.of(file, Formats.read(file), Arrival.of(origin.now(), location), mostBytes)
        .stream()
        .<Fact<?>>map(FileEvent::fact)
        .toList();
  }
}
