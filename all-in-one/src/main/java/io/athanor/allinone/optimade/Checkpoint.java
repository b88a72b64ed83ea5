package io.athanor.allinone.optimade;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far an import has come.
 *
 * @param first address of its first page: what it is an import of
 * @param next address of the page to read next; null once all is read
 * @param pages read so far
 * @param structures said so far
 * @param recent digests of the last pages' addresses and contents, to notice a circle
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Checkpoint(String first, String next, long pages, int structures, List<String> recent) {
  private static final int REMEMBERED = 2_000;
  private static final JsonMapper JSON = new JsonMapper();

  Checkpoint {
    recent = List.copyOf(recent);
  }

  static Checkpoint start(String first) {
    return new Checkpoint(first, first, 0, 0, List.of());
  }

  /** After one more page. */
  Checkpoint after(Optional<String> nextPage, int said, List<String> digests) {
    List<String> all = new ArrayList<>(recent);
    all.addAll(digests);
    return new Checkpoint(
        first,
        nextPage.orElse(null),
        pages + 1,
        structures + said,
        all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
  }

  /**
   * What a file says; empty where there is none.
   *
   * @throws ImportException if it is not such a file, or one of another import
   */
  static Optional<Checkpoint> read(Path file, String first) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Checkpoint checkpoint;
    try {
      checkpoint = JSON.readValue(Files.readAllBytes(file), Checkpoint.class);
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      throw ImportException.call(file + " is not the state of an import");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    if (checkpoint == null || !first.equals(checkpoint.first())) {
      throw ImportException.call(
          file
              + " is the state of another import"
              + (checkpoint == null ? "" : ": " + checkpoint.first()));
    }
    if (checkpoint.next() != null && !leadsOn(checkpoint.next(), first)) {
      throw ImportException.call(file + " leads to another host");
    }
    return Optional.of(checkpoint);
  }

  private static boolean leadsOn(String next, String first) {
    try {
      URI address = URI.create(next);
      return address.getHost() != null && PageLinks.sameHost(address, URI.create(first));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Writes it so that nobody ever reads half of one. */
  void write(Path file) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), ".import", ".json");
      JSON.writeValue(part.toFile(), this);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }
}
