package io.athanor.gateway.room;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Formulas of numbered things in one array of bytes. One that changes is written anew, which is
 * rare: a formula is part of what a candidate's id is of. Not thread-safe.
 */
final class Formulas {
  private static final int LONGEST = 255;
  private static final int NONE = 0;

  private byte[] text = new byte[1024];
  private int end = 1;
  private int[] starts = new int[64];

  /** Sets a formula; what is longer than {@value #LONGEST} bytes is cut. */
  void set(int number, String formula) {
    byte[] bytes = formula.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(LONGEST, bytes.length);
    if (number >= starts.length) {
      starts = Arrays.copyOf(starts, number + number / 2);
    }
    if (isSame(starts[number], bytes, length)) {
      return;
    }
    while (end + 1 + length > text.length) {
      text = Arrays.copyOf(text, text.length + text.length / 2);
    }
    starts[number] = end;
    text[end] = (byte) length;
    System.arraycopy(bytes, 0, text, end + 1, length);
    end += 1 + length;
  }

  /** Whether the formula is what is looked for; a thing without one never is. */
  boolean fits(int number, FormulaSearch search) {
    if (number >= starts.length || starts[number] == NONE) {
      return false;
    }
    int start = starts[number];
    return search.fits(new String(text, start + 1, text[start] & LONGEST, StandardCharsets.UTF_8));
  }

  long bytes() {
    return text.length + 4L * starts.length;
  }

  private boolean isSame(int start, byte[] bytes, int length) {
    return start != NONE
        && (text[start] & LONGEST) == length
        && Arrays.equals(text, start + 1, start + 1 + length, bytes, 0, length);
  }
}
