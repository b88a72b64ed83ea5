package io.athanor.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Feeds a format with damaged variants of good files: truncated, bits flipped, pieces repeated,
 * dropped, or replaced by what has broken parsers before. Whatever comes, the only answers are
 * contents and {@link FormatException}. The same seed gives the same cases.
 */
public final class FormatFuzz {
  /** Cases per format. */
  public static final int CASES = 10_000;

  private static final int MOST_BYTES = 1 << 16;

  private static final List<String> NASTY =
      List.of(
          "NaN",
          "1e999",
          "-1e-999",
          "99999999999999999999",
          "-1",
          "0",
          "Infinity",
          "\u0000",
          "\n",
          "\t",
          ",",
          ";",
          "\"",
          "'",
          "{",
          "[[[[[[[[[[[[[[[[",
          "]",
          "}",
          "<a>",
          "</",
          "<!DOCTYPE a [",
          "<!ENTITY b \"&c;\">",
          "&b;",
          "#S 1",
          "#L a  b",
          "#N 999999999",
          "@A 1 2\\",
          "\u00e9",
          "\u03b8",
          "(",
          ")",
          "PK\u0003\u0004",
          "2147483647",
          "4294967295",
          "null",
          "true",
          "\\u0000");

  private FormatFuzz() {}

  /**
   * Reads {@link #CASES} damaged variants of the files.
   *
   * @param seed what the damage is drawn from
   * @param files intact ones, small
   */
  public static void check(FileFormat format, long seed, List<SourceFile> files) {
    for (SourceFile file : files) {
      assertThat(format.recognises(file)).as("recognises %s", file.name()).isTrue();
      assertThat(format.read(file).statements()).as("statements of %s", file.name()).isNotEmpty();
    }
    SplittableRandom random = new SplittableRandom(seed);
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      SourceFile base = files.get(random.nextInt(files.size()));
      SourceFile damaged = new SourceFile(base.name(), damaged(base.bytes(), random));
      try {
        format.recognises(damaged);
        read += format.read(damaged).statements().isEmpty() ? 0 : 1;
      } catch (FormatException e) {
        assertThat(e.reason()).isNotBlank();
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError(
            format.name() + " fell over case " + i + " of seed " + seed + ":\n" + shown(damaged),
            e);
      }
    }
    assertThat(read).as("variants that are still readable, of %s", CASES).isBetween(1, CASES - 1);
  }

  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    byte[] damaged = bytes;
    for (int rounds = 1 + random.nextInt(4); rounds > 0; rounds--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return nasty(random);
    }
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(Math.min(64, bytes.length - from) + 1);
    byte[] piece = java.util.Arrays.copyOfRange(bytes, from, to);
    switch (random.nextInt(6)) {
      case 0:
        return java.util.Arrays.copyOf(bytes, from);
      case 1:
        byte[] flipped = bytes.clone();
        flipped[from] ^= (byte) (1 << random.nextInt(8));
        return flipped;
      case 2:
        return spliced(bytes, from, to, new byte[0], 1);
      case 3:
        return spliced(bytes, from, from, piece, 1 + random.nextInt(50));
      case 4:
        return spliced(bytes, from, to, nasty(random), 1);
      default:
        return spliced(bytes, from, from, nasty(random), 1 + random.nextInt(3));
    }
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    for (int i = 0; i < times && out.size() < MOST_BYTES; i++) {
      out.write(piece, 0, piece.length);
    }
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private static byte[] nasty(SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[1 + random.nextInt(16)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (byte) random.nextInt(256);
      }
      return noise;
    }
    return NASTY.get(random.nextInt(NASTY.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static String shown(SourceFile file) {
    String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
    return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "...";
  }
}
