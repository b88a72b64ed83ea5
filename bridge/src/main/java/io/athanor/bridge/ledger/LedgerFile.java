package io.athanor.bridge.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.bridge.core.LedgerEntry;
import io.athanor.bridge.core.LedgerState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A ledger in a file that is only ever appended to. A line for each entry: CRC-32C of what follows
 * (8 hex digits), a blank, JSON. Each entry names the SHA-256 of the one before ({@code prev}), so
 * that none can be taken out or changed unseen. Every entry is forced to the disk before {@link
 * #append} returns.
 *
 * <p>A last line without its end was being written when the power went; as nothing is carried out
 * before its entry is on the disk, it is cut off. Any other damage is an error: a ledger that may
 * have lost an entry lets an order be carried out twice.
 */
public final class LedgerFile implements Ledger {
  private static final String FIRST = "0".repeat(64);
  private static final int CRC_DIGITS = 8;

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;
  private final LedgerState state = new LedgerState();
  private String previous = FIRST;
  private long entries;
  private boolean broken;

  private LedgerFile(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens it, made where there is none, and reads all of it.
   *
   * @throws IOException if another process has it, or it is damaged
   */
  public static LedgerFile open(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    boolean fresh = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      LedgerFile ledger = new LedgerFile(file, channel, lock(file, channel));
      // by this channel: closing any other on the file would let go of the lock on it
      ledger.load(Channels.newInputStream(channel).readAllBytes());
      if (fresh) {
        force(directory);
      }
      return ledger;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public LedgerState state() {
    return state;
  }

  /** SHA-256 of the last entry, in hex: whoever notes it elsewhere sees a ledger cut short. */
  public String head() {
    return previous;
  }

  /** How many entries there are. */
  public long entries() {
    return entries;
  }

  @Override
  public void append(LedgerEntry entry) throws IOException {
    if (broken) {
      throw new IOException(file + ": a write failed before; nothing is carried out any more");
    }
    ObjectNode json = EntryCodec.json(entry);
    json.put("n", entries);
    json.put("prev", previous);
    byte[] body = EntryCodec.bytes(json);
    byte[] head = (crc(body, 0, body.length) + " ").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer line = ByteBuffer.allocate(head.length + body.length + 1);
    line.put(head).put(body).put((byte) '\n').flip();
    broken = true;
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(false);
    broken = false;
    follow(body, 0, body.length);
    state.take(entry);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  private void load(byte[] bytes) throws IOException {
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        read(bytes, start, end);
        start = end + 1;
      }
    }
    if (start < bytes.length) {
      channel.truncate(start);
      channel.force(true);
    }
    channel.position(start);
  }

  private void read(byte[] bytes, int start, int end) throws IOException {
    int from = start + CRC_DIGITS + 1;
    if (from > end
        || bytes[from - 1] != ' '
        || !crc(bytes, from, end - from)
            .equals(new String(bytes, start, CRC_DIGITS, StandardCharsets.US_ASCII))) {
      throw damaged("its checksum is wrong");
    }
    LedgerEntry entry;
    try {
      JsonNode json = EntryCodec.read(bytes, from, end - from);
      if (json.required("n").longValue() != entries
          || !json.required("prev").textValue().equals(previous)) {
        throw damaged("it does not follow the one before");
      }
      entry = EntryCodec.entry(json);
    } catch (RuntimeException e) {
      throw damaged(e.getMessage());
    }
    follow(bytes, from, end - from);
    state.take(entry);
  }

  private IOException damaged(String reason) {
    return new IOException(file + ": entry " + entries + " is damaged: " + reason);
  }

  private void follow(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      previous = HexFormat.of().formatHex(digest.digest());
      entries++;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static FileLock lock(Path file, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException(file + ": this very process has it already", e);
    }
    throw new IOException(file + ": another bridge has it");
  }

  /** A new file is only there after a loss of power if its directory was forced too. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
