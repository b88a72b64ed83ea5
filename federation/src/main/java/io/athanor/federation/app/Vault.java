package io.athanor.federation.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a site keeps over restarts, and against a hub that shows it another log than before: its
 * master secret, the masked vector of each open round, so that no round is ever given two, for
 * whose sum it gave shares, so that it never gives those of another, which rounds are over, so that
 * none begins again, and what each round cost, so that no budget is spent twice.
 */
final class Vault {
  private static final int SECRET_BYTES = 32;
  private static final String LEDGER = "privacy-ledger.tsv";
  private static final String VECTOR = ".vector";
  private static final String CONTRIBUTORS = ".contributors";
  private static final String OVER = ".over";

  private final Path directory;

  Vault(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory);
  }

  /** The master secret, made on first use. */
  byte[] master() throws IOException {
    Path file = directory.resolve("master.secret");
    if (!Files.exists(file)) {
      byte[] fresh = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(fresh);
      write(file, fresh);
    }
    byte[] master = Files.readAllBytes(file);
    if (master.length != SECRET_BYTES) {
      throw new IOException(file + " holds " + master.length + " bytes, not " + SECRET_BYTES);
    }
    return master;
  }

  /** The vector that a round was given. */
  Optional<byte[]> vector(String round) throws IOException {
    Path file = file(round, VECTOR);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  /** Keeps it, before it is sent. */
  void keepVector(String round, byte[] masked) throws IOException {
    write(file(round, VECTOR), masked);
  }

  /**
   * Keeps for the sum of whom a round is given shares, before they are.
   *
   * @throws IllegalArgumentException where it was given those of another sum before
   */
  void keepContributors(String round, List<String> contributors) throws IOException {
    Path file = file(round, CONTRIBUTORS);
    if (!Files.exists(file)) {
      write(file, String.join("\n", contributors).getBytes(StandardCharsets.UTF_8));
    } else if (!Files.readAllLines(file, StandardCharsets.UTF_8).equals(contributors)) {
      throw new IllegalArgumentException("shares were given for a sum of other sites before");
    }
  }

  /** Ends a round: what was kept of it goes, and it stays over. */
  void end(String round) throws IOException {
    if (!isOver(round)) {
      write(file(round, OVER), new byte[0]);
    }
    Files.deleteIfExists(file(round, VECTOR));
    Files.deleteIfExists(file(round, CONTRIBUTORS));
  }

  /** Whether it was ended. */
  boolean isOver(String round) throws IOException {
    return Files.exists(file(round, OVER));
  }

  /** What the rounds of a property have cost, in zero-concentrated differential privacy. */
  double spent(String property) throws IOException {
    double sum = 0;
    for (Entry each : entries().values()) {
      sum += each.property().equals(property) ? each.rho() : 0;
    }
    return sum;
  }

  /** Writes down what a round costs, once, before anything of it is sent. */
  void spend(String round, String property, double rho) throws IOException {
    if (entries().containsKey(round)) {
      return;
    }
    Files.writeString(
        directory.resolve(LEDGER),
        round + "\t" + property + "\t" + rho + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
  }

  /** Whether a round is paid for. */
  boolean isPaid(String round) throws IOException {
    return entries().containsKey(round);
  }

  private record Entry(String property, double rho) {}

  private Map<String, Entry> entries() throws IOException {
    Path file = directory.resolve(LEDGER);
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, Entry> entries = new HashMap<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 3) {
        throw new IOException(file + ": a line is not round, property and cost");
      }
      entries.put(fields[0], new Entry(fields[1], Double.parseDouble(fields[2])));
    }
    return entries;
  }

  /** Whether a round can be called so: its name is that of a file here. */
  static boolean isRound(String name) {
    return name.matches("[0-9a-f-]{36}");
  }

  private Path file(String round, String kind) {
    if (!isRound(round)) {
      throw new IllegalArgumentException("roundId is no UUID");
    }
    return directory.resolve(round + kind);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "fresh", ".tmp");
    if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    }
    Files.write(fresh, bytes, StandardOpenOption.SYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
