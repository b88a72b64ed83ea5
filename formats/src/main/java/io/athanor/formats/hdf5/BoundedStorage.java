package io.athanor.formats.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A file in memory that is read a bounded number of times and bytes: trees whose nodes point at
 * each other end, and headers that announce more records than files have are refused before
 * anything of that size is allocated.
 */
final class BoundedStorage implements HdfBackingStorage {
  private static final int MOST_READS = 200_000;
  private static final long MOST_RECORDS = 100_000;
  private static final int WORD = 8;

  /**
   * Offsets of counts that jHDF allocates by, in headers whose addresses and lengths have 8 bytes.
   */
  private static final Map<String, int[]> COUNTS =
      Map.of(
          "BTHD", new int[] {26},
          "FAHD", new int[] {8},
          "EAHD", new int[] {12, 20, 28, 36, 44, 52});

  private static final int HEAP_WIDTH = 110;
  private static final int HEAP_ROWS = 140;

  private final ByteBuffer bytes;
  private final Superblock superblock;
  private int reads;
  private long allowance;

  BoundedStorage(byte[] file) {
    this.bytes = ByteBuffer.wrap(file).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    this.superblock = Superblock.readSuperblock(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    if (superblock.getSizeOfOffsets() != WORD || superblock.getSizeOfLengths() != WORD) {
      throw new HdfException("addresses and lengths of other than 8 bytes");
    }
    if (superblock.getBaseAddressByte() != 0) {
      throw new HdfException("a base address other than 0");
    }
  }

  /** How many bytes may be read until the next call of this. */
  synchronized void allow(long most) {
    allowance = most;
  }

  @Override
  public synchronized ByteBuffer mapNoOffset(long address, long length) {
    if (address < 0 || length < 0 || address > bytes.capacity() - length) {
      throw new HdfException("an address lies outside the file");
    }
    allowance -= length;
    if (++reads > MOST_READS || allowance < 0) {
      throw new HdfException("more is to be read than the file can hold");
    }
    ByteBuffer slice = bytes.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    requireCounts(slice);
    return slice;
  }

  private static void requireCounts(ByteBuffer slice) {
    if (slice.capacity() < 4) {
      return;
    }
    byte[] signature = new byte[4];
    slice.get(0, signature);
    String name = new String(signature, StandardCharsets.ISO_8859_1);
    for (int offset : COUNTS.getOrDefault(name, new int[0])) {
      if (offset + WORD <= slice.capacity()) {
        requireCount(slice.getLong(offset));
      }
    }
    if (name.equals("FRHP") && slice.capacity() >= HEAP_ROWS + 2) {
      requireCount(
          (long) Short.toUnsignedInt(slice.getShort(HEAP_WIDTH))
              * Short.toUnsignedInt(slice.getShort(HEAP_ROWS)));
    }
  }

  private static void requireCount(long count) {
    if (count < -1 || count > MOST_RECORDS) {
      throw new HdfException("a header announces too many records");
    }
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return mapNoOffset(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    return mapNoOffset(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new HdfException("a file in memory has no channel");
  }

  @Override
  public int getSizeOfOffsets() {
    return WORD;
  }

  @Override
  public int getSizeOfLengths() {
    return WORD;
  }

  @Override
  public void close() {
    // nothing is open
  }

  @Override
  public long size() {
    return bytes.capacity();
  }

  @Override
  public boolean inMemory() {
    return true;
  }
}
