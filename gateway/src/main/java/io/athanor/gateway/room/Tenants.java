package io.athanor.gateway.room;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which tenants have something to do with numbered things, a bit each. Of more than {@value #MOST}
 * tenants the later ones see nothing here, rather than another's. Not thread-safe.
 */
final class Tenants {
  private static final int MOST = 63;

  private final Map<String, Integer> numbers = new HashMap<>();
  private long[] masks = new long[64];

  void add(int thing, String tenant) {
    if (thing >= masks.length) {
      masks = Arrays.copyOf(masks, thing + thing / 2);
    }
    if (!numbers.containsKey(tenant)) {
      numbers.put(tenant, Math.min(MOST, numbers.size()));
    }
    masks[thing] |= 1L << numbers.get(tenant);
  }

  boolean has(int thing, String tenant) {
    Integer number = numbers.get(tenant);
    return number != null
        && number < MOST
        && thing < masks.length
        && (masks[thing] & 1L << number) != 0;
  }

  /** Whether another tenant than this one has something to do with it. */
  boolean hasOthers(int thing, String tenant) {
    Integer number = numbers.get(tenant);
    long own = number == null ? 0 : 1L << number;
    return thing < masks.length && (masks[thing] & ~own) != 0;
  }

  long bytes() {
    return 8L * masks.length;
  }
}
