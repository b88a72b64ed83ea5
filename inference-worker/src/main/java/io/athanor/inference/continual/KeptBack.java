package io.athanor.inference.continual;

import io.athanor.inference.training.Sample;
import java.util.List;

/**
 * Which rows no refresh ever learns from, so that intervals can be fitted on them: about one in
 * five, by the row's identity alone. A row that was kept back once is kept back in every later
 * refresh. Pure.
 */
final class KeptBack {
  private static final int ONE_IN = 5;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private KeptBack() {}

  /** Whether the row of that identity is kept back. */
  static boolean isKept(String id) {
    long mixed = id.hashCode() * MIX;
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return Long.remainderUnsigned(mixed ^ (mixed >>> 29), ONE_IN) == 0;
  }

  /** Rows kept back. */
  static List<Sample> kept(List<Sample> rows) {
    return rows.stream().filter(row -> isKept(row.id())).toList();
  }

  /** Rows to learn from; all of them where all were kept back. */
  static List<Sample> learnt(List<Sample> rows) {
    List<Sample> learnt = rows.stream().filter(row -> !isKept(row.id())).toList();
    return learnt.isEmpty() ? rows : learnt;
  }
}
