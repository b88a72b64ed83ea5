package io.athanor.formats.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Breaks good files in a seeded way, reads them, and lets nothing but {@link FormatException} out.
 */
public final class Fuzz {
  private static final List<byte[]> TOKENS =
      List.of(
              "null",
              "{}",
              "[]",
              "\"\"",
              "1e999",
              "-1",
              "NaN",
              "true",
              "[[[[",
              "99999999999999",
              "1e-320")
          .stream()
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  private Fuzz() {}

  /** Reads {@code cases} broken variants; some must be read and some refused. */
  public static void run(FileFormat format, List<SourceFile> good, long seed, int cases) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int read = 0;
    for (int i = 0; i < cases; i++) {
      SourceFile base = good.get(i % good.size());
      byte[] broken = broken(base.bytes(), random);
      SourceFile file = new SourceFile(base.name(), broken);
      try {
        format.recognises(file);
        assertThat(format.read(file).statements()).isNotEmpty();
        read++;
      } catch (FormatException e) {
        assertThat(e.format()).isEqualTo(format.name());
      } catch (Throwable e) {
        fail("case " + i + " of seed " + seed, e);
      }
    }
    assertThat(read).isStrictlyBetween(0, cases);
  }

  private static byte[] broken(byte[] good, RandomGenerator random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = splice(bytes, at, Math.min(8, bytes.length - at), new byte[0]);
        case 4 -> bytes = splice(bytes, at, 0, TOKENS.get(random.nextInt(TOKENS.size())));
        default -> {
          int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
          bytes =
              splice(bytes, random.nextInt(bytes.length), 0, Arrays.copyOfRange(bytes, at, end));
        }
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
    byte[] spliced = new byte[bytes.length - removed + added.length];
    System.arraycopy(bytes, 0, spliced, 0, at);
    System.arraycopy(added, 0, spliced, at, added.length);
    System.arraycopy(bytes, at + removed, spliced, at + added.length, bytes.length - at - removed);
    return spliced;
  }
}
