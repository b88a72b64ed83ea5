package io.athanor.allinone.optimade;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Statement;
import io.athanor.formats.optimade.OptimadeFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a provider's pages to the last. After each page, first its structures are handed on and
 * then the checkpoint, so that after a crash one page may be handed on again and none is lost.
 */
final class OptimadeImport {
  private static final int MOST_EMPTY = 3;

  /** Takes what a page says. */
  interface Sink {
    /**
     * Takes the statements of one page.
     *
     * @param index how many came before
     */
    void take(int index, List<Statement> statements);
  }

  private final PageClient client;
  private final OptimadeFormat format = new OptimadeFormat();
  private final Sink sink;
  private final Consumer<Checkpoint> checkpoints;
  private final Consumer<String> remarks;

  OptimadeImport(
      PageClient client, Sink sink, Consumer<Checkpoint> checkpoints, Consumer<String> remarks) {
    this.client = client;
    this.sink = sink;
    this.checkpoints = checkpoints;
    this.remarks = remarks;
  }

  /**
   * Reads from a checkpoint to the last page.
   *
   * @return the last checkpoint
   * @throws ImportException if the provider does not let it
   */
  Checkpoint run(Checkpoint from) throws InterruptedException {
    Checkpoint at = from;
    int empty = 0;
    while (at.next() != null) {
      URI address = URI.create(at.next());
      JsonNode page = client.page(address);
      List<String> digests = digests(address, page);
      for (String digest : digests) {
        if (at.recent().contains(digest)) {
          throw ImportException.provider(
              address + ": the pages go round in a circle, this one was there before");
        }
      }
      Optional<URI> next = PageLinks.next(page, address);
      empty = page.path("data").isEmpty() ? empty + 1 : 0;
      if (empty == MOST_EMPTY && next.isPresent()) {
        throw ImportException.provider(
            address + ": " + MOST_EMPTY + " pages without an entry, and still a next one");
      }
      List<Statement> statements = statements(page);
      sink.take(at.structures(), statements);
      at = at.after(next.map(URI::toString), statements.size(), digests);
      checkpoints.accept(at);
    }
    return at;
  }

  private List<Statement> statements(JsonNode page) {
    if (page.path("data").isEmpty()) {
      return List.of();
    }
    try {
      Contents contents = format.read(List.of(page));
      contents.remarks().forEach(remarks);
      return contents.statements();
    } catch (FormatException e) {
      remarks.accept("a page " + e.reason());
      return List.of();
    }
  }

  /** Of the address, and where there are entries, of their ids. */
  private static List<String> digests(URI address, JsonNode page) {
    String byAddress = digest(address.toString());
    StringBuilder ids = new StringBuilder();
    page.path("data").forEach(entry -> ids.append(entry.path("id").asText()).append('\n'));
    return page.path("data").isEmpty()
        ? List.of(byAddress)
        : List.of(byAddress, digest(ids.toString()));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
