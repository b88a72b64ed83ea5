package io.athanor.gateway.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Numbers candidate ids by when they were first seen, in 24 to 32 bytes each: an id is a content
 * hash of 128 bits. Not thread-safe.
 */
final class IdTable {
  private static final Pattern HASH = Pattern.compile("c-[0-9a-f]{32}");
  private static final int DIGITS = 16;

  private final Map<Integer, String> others = new HashMap<>();
  private long[] high = new long[64];
  private long[] low = new long[64];
  private int[] slots = new int[128];
  private int size;

  /** How many there are. */
  int size() {
    return size;
  }

  /** The number of an id; -1 where it was never seen. */
  int find(String id) {
    long[] hash = hash(id);
    return slots[slot(hash[0], hash[1])] - 1;
  }

  /** The number of an id, a new one where it was never seen. */
  int add(String id) {
    long[] hash = hash(id);
    int slot = slot(hash[0], hash[1]);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == high.length) {
      high = Arrays.copyOf(high, size + size / 2);
      low = Arrays.copyOf(low, size + size / 2);
    }
    high[size] = hash[0];
    low[size] = hash[1];
    if (!HASH.matcher(id).matches()) {
      others.put(size, id);
    }
    size++;
    slots[slot] = size;
    if (size > slots.length / 2) {
      grow();
    }
    return size - 1;
  }

  /** The id with a number. */
  String id(int number) {
    String other = others.get(number);
    return other != null ? other : "c-" + hex(high[number]) + hex(low[number]);
  }

  /** Memory of its arrays, in bytes. */
  long bytes() {
    return 8L * (high.length + low.length) + 4L * slots.length;
  }

  private int slot(long first, long second) {
    int mask = slots.length - 1;
    int slot = mixed(first ^ Long.rotateLeft(second, 32)) & mask;
    while (slots[slot] != 0 && (high[slots[slot] - 1] != first || low[slots[slot] - 1] != second)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int number = 0; number < size; number++) {
      slots[slot(high[number], low[number])] = number + 1;
    }
  }

  /** Spreads ids that differ in few bits, too (the last step of MurmurHash3). */
  private static int mixed(long bits) {
    long mixed = (bits ^ bits >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
    return (int) (mixed ^ mixed >>> 33);
  }

  private static String hex(long half) {
    String digits = Long.toHexString(half);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** Ids that are no hash are hashed. */
  private static long[] hash(String id) {
    if (HASH.matcher(id).matches()) {
      return new long[] {
        Long.parseUnsignedLong(id, 2, 2 + DIGITS, 16),
        Long.parseUnsignedLong(id, 2 + DIGITS, 2 + 2 * DIGITS, 16)
      };
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      ByteBuffer half = ByteBuffer.wrap(digest);
      return new long[] {half.getLong(), half.getLong()};
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
