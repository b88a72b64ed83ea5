package io.athanor.allinone.bench;

import io.athanor.federation.round.SumTerms;
import io.athanor.federation.sum.FixedPoint;
import io.athanor.federation.sum.RingVector;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps every byte that sites say, and looks for values in them. */
final class WireWitness implements Consumer<byte[]> {
  private static final int VECTOR = 10_000;
  private static final int ENVELOPE = 256;

  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private final List<byte[]> vectors = new ArrayList<>();

  @Override
  public void accept(byte[] message) {
    all.writeBytes(message);
    if (message.length > VECTOR) {
      vectors.add(message);
    }
  }

  /** How often any value occurs, as a double or in fixed point, in either order of bytes. */
  long found(List<double[]> values) {
    Set<Long> doubles = doubles(values);
    Map<Long, Set<Long>> fixed = fixed(values);
    byte[] bytes = all.toByteArray();
    ByteBuffer big = ByteBuffer.wrap(bytes);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long found = 0;
    for (int at = 0; at + Long.BYTES <= bytes.length; at++) {
      found += doubles.contains(big.getLong(at)) || doubles.contains(little.getLong(at)) ? 1 : 0;
      int next = at + Long.BYTES;
      if (next + Long.BYTES <= bytes.length) {
        found += pair(fixed, little.getLong(at), little.getLong(next)) ? 1 : 0;
        found += pair(fixed, big.getLong(next), big.getLong(at)) ? 1 : 0;
      }
    }
    return found;
  }

  private static boolean pair(Map<Long, Set<Long>> fixed, long low, long high) {
    return fixed.getOrDefault(low, Set.of()).contains(high);
  }

  /** How many different spellings are looked for. */
  int looked(List<double[]> values) {
    return 2 * (doubles(values).size() + fixed(values).values().stream().mapToInt(Set::size).sum());
  }

  private static Set<Long> doubles(List<double[]> values) {
    Set<Long> doubles = new HashSet<>();
    for (double[] row : values) {
      for (double value : row) {
        if (value != Math.rint(value)) {
          doubles.add(Double.doubleToRawLongBits(value));
        }
      }
    }
    return doubles;
  }

  /** Upper words by lower words. */
  private static Map<Long, Set<Long>> fixed(List<double[]> values) {
    Map<Long, Set<Long>> fixed = new HashMap<>();
    FixedPoint coding = new FixedPoint(SumTerms.FRACTION_BITS, 1);
    for (double[] row : values) {
      RingVector coded = coding.encode(row, i -> "value");
      for (int i = 0; i < row.length; i++) {
        if (row[i] != Math.rint(row[i])) {
          fixed.computeIfAbsent(coded.low(i), any -> new HashSet<>()).add(coded.high(i));
        }
      }
    }
    return fixed;
  }

  /** Pearson's statistic of the bytes of masked vectors against uniform: mean 255, sd 22.6. */
  double chiSquare() {
    long[] counts = new long[256];
    long total = 0;
    for (byte[] message : vectors) {
      ByteBuffer body = ByteBuffer.wrap(message);
      // names and lengths come before the vector
      body.position(ENVELOPE);
      while (body.hasRemaining()) {
        counts[body.get() & 0xff]++;
        total++;
      }
    }
    double expected = total / 256.0;
    double sum = 0;
    for (long each : counts) {
      sum += (each - expected) * (each - expected) / expected;
    }
    return sum;
  }
}
