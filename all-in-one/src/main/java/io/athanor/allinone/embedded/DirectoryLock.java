package io.athanor.allinone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process per data directory. The operating system holds the lock, so a killed process leaves
 * none behind; the file keeps the process id of whoever locked it last, for the error message.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "athanor.lock";

  private final FileChannel channel;
  private final FileLock lock;

  private DirectoryLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates {@code directory} where it is missing and takes it.
   *
   * @throws StartException if another process, or this one, has it already
   */
  public static DirectoryLock take(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String owner = Files.readString(file).strip();
        channel.close();
        throw new StartException(
            "data directory "
                + directory
                + " is in use by process "
                + (owner.isEmpty() ? "(unknown)" : owner)
                + "; stop that one or choose another directory");
      }
      channel.truncate(0);
      String owner = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
      return new DirectoryLock(channel, lock);
    } catch (IOException e) {
      throw new StartException("data directory " + directory + " cannot be used: " + e, e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
