package io.athanor.gateway.folder;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The folder as the watch sees it. */
interface Folder {
  /**
   * What tells one state of a file from another.
   *
   * @param size in bytes
   * @param modified when it was written last
   * @param key what the file system knows it by (an inode); another one after a rename over it
   */
  record Stamp(long size, Instant modified, String key) {}

  /**
   * A file.
   *
   * @param name path below the folder, with slashes
   * @param stamp its state
   */
  record Entry(String name, Stamp stamp) {}

  /** All regular files that are not hidden and not by their name unfinished, by name. */
  List<Entry> list() throws IOException;

  /** The state of one file; empty where it is gone. */
  Optional<Stamp> stamp(String name) throws IOException;

  /** The content of a file, at most {@code most} bytes of it. */
  byte[] read(String name, int most) throws IOException;

  /** Leaves a note beside a file. */
  void note(String name, String text) throws IOException;
}
