package io.athanor.inference.training;

import io.athanor.inference.training.data.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checkpoints in a directory: {@code checkpoint-STAGE-EPOCH.bin}, the newest two.
 *
 * <p>A magic number, the format's version, the content, and the SHA-256 over all that. A file
 * appears whole or not at all, and is on the disk before the one before the last is removed.
 */
final class CheckpointFiles {
  private static final int MAGIC = 0x4154434b;
  private static final int FORMAT = 1;
  private static final int DIGEST_BYTES = 32;
  private static final int KEPT = 2;

  private final Path directory;

  CheckpointFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes one and removes what is older than the one before. */
  void write(Checkpoint checkpoint) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      CheckpointCodec.write(out, checkpoint);
      out.flush();
      MessageDigest sha = Digests.sha256();
      out.write(sha.digest(bytes.toByteArray()));
      Files.createDirectories(directory);
      Path part = Files.createTempFile(directory, "checkpoint", ".part");
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      String name =
          "checkpoint-%02d-%06d.bin".formatted(checkpoint.stage(), checkpoint.snapshot().epoch());
      Files.move(
          part,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      for (Path old : files().stream().skip(KEPT).toList()) {
        Files.deleteIfExists(old);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot write a checkpoint to " + directory, cause);
    }
  }

  /** The newest that is whole; a damaged one is passed over. */
  Optional<Checkpoint> newest() {
    try {
      for (Path file : files()) {
        Optional<Checkpoint> checkpoint = read(Files.readAllBytes(file));
        if (checkpoint.isPresent()) {
          return checkpoint;
        }
      }
      return Optional.empty();
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read the checkpoints in " + directory, cause);
    }
  }

  /** Removes all, for a training from the start. */
  void clear() {
    try {
      for (Path file : files()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot clear the checkpoints in " + directory, cause);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(directory)) {
      List<Path> files =
          new ArrayList<>(
              listed
                  .filter(each -> each.getFileName().toString().matches("checkpoint-.*\\.bin"))
                  .sorted()
                  .toList());
      Collections.reverse(files);
      return files;
    }
  }

  private static Optional<Checkpoint> read(byte[] bytes) {
    int length = bytes.length - DIGEST_BYTES;
    if (length < 0) {
      return Optional.empty();
    }
    byte[] digest = Digests.sha256().digest(Arrays.copyOf(bytes, length));
    if (!Arrays.equals(digest, Arrays.copyOfRange(bytes, length, bytes.length))) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
        return Optional.empty();
      }
      return Optional.of(CheckpointCodec.read(in));
    } catch (IOException | IllegalArgumentException cause) {
      return Optional.empty();
    }
  }
}
