package io.athanor.inference.training.data;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.training.data.RowParser.Graphs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Graphs of files, on disk: building them costs far more than reading them.
 *
 * <p>One file per content and way to make graphs ({@link GraphProbe}), named by both: a magic
 * number, the format's version, then per line its number and either two graphs or the reason why
 * there are none; a line number of -1 ends it, and the SHA-256 over all before closes the file. It
 * is believed only when the digest fits; what does not fit is made again.
 */
final class GraphCache {
  private static final int MAGIC = 0x41544747;
  private static final int FORMAT = 1;
  private static final long END = -1;
  private static final int DIGEST_BYTES = 32;

  private final Path directory;

  GraphCache(Path directory) {
    this.directory = directory;
  }

  /** Where the graphs of that content lie, or would. */
  Path file(String contentDigest, NetworkShape shape) {
    String name =
        Digests.hex(Digests.ofText(contentDigest + " " + FORMAT + " " + GraphProbe.of(shape)))
            .substring(0, 32);
    return directory.resolve(name + ".graphs");
  }

  /** A reader, where the file is there and whole. */
  Optional<Reading> open(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !isWhole(file)) {
      return Optional.empty();
    }
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
      in.close();
      return Optional.empty();
    }
    return Optional.of(new Reading(in));
  }

  /** A writer; the file is there once that is committed. */
  Writing create(Path file) throws IOException {
    return new Writing(file);
  }

  private static boolean isWhole(Path file) throws IOException {
    long length = Files.size(file) - DIGEST_BYTES;
    if (length < 0) {
      return false;
    }
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      MessageDigest sha = Digests.sha256();
      byte[] buffer = new byte[1 << 16];
      long left = length;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return false;
        }
        sha.update(buffer, 0, read);
        left -= read;
      }
      return Arrays.equals(sha.digest(), in.readNBytes(DIGEST_BYTES));
    }
  }

  /** Reads what was written, in order. */
  static final class Reading implements AutoCloseable {
    private final DataInputStream in;

    private Reading(DataInputStream in) {
      this.in = in;
    }

    /** The graphs of that line, which must be the next; a broken record is thrown as it was. */
    Graphs next(long line) throws IOException, RowParser.BrokenRecordException {
      long stored = in.readLong();
      if (stored != line) {
        throw new IOException("graphs of line " + line + " wanted, of " + stored + " found");
      }
      if (in.readBoolean()) {
        return new Graphs(GraphRecords.read(in), GraphRecords.read(in));
      }
      throw new RowParser.BrokenRecordException(in.readUTF());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Writes in the order of lines. */
  static final class Writing implements AutoCloseable {
    private final Path target;
    private final Path part;
    private final DigestOutputStream digesting;
    private final DataOutputStream out;

    private Writing(Path target) throws IOException {
      this.target = target;
      Files.createDirectories(target.getParent());
      this.part = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
      this.digesting =
          new DigestOutputStream(
              new BufferedOutputStream(Files.newOutputStream(part), 1 << 16), Digests.sha256());
      this.out = new DataOutputStream(digesting);
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
    }

    void add(long line, Graphs graphs) throws IOException {
      out.writeLong(line);
      out.writeBoolean(true);
      GraphRecords.write(out, graphs.crystal());
      GraphRecords.write(out, graphs.composition());
    }

    void addBroken(long line, String reason) throws IOException {
      out.writeLong(line);
      out.writeBoolean(false);
      out.writeUTF(reason.length() > 1_000 ? reason.substring(0, 1_000) : reason);
    }

    /** Makes the file appear, whole. */
    void commit() throws IOException {
      out.writeLong(END);
      out.flush();
      byte[] digest = digesting.getMessageDigest().digest();
      digesting.on(false);
      digesting.write(digest);
      out.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(part);
    }
  }
}
