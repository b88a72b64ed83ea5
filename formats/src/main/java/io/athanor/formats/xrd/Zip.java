package io.athanor.formats.xrd;

import io.athanor.formats.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A zip archive, unpacked within bounds whatever its directory claims. */
final class Zip {
  static final int MOST_ENTRIES = 1_000;
  static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final int HIGHEST_RATIO = 200;
  private static final int RATIO_COUNTS_FROM = 1024 * 1024;

  private Zip() {}

  /**
   * The entries whose names are wanted, by name; the others count towards the bounds too.
   *
   * @throws FormatException if the archive is damaged, or larger than a measurement can be
   */
  static Map<String, byte[]> entries(String format, byte[] bytes, Predicate<String> wanted) {
    Map<String, byte[]> entries = new TreeMap<>();
    int left = MOST_BYTES;
    int count = 0;
    try (ZipInputStream in =
        new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (++count > MOST_ENTRIES) {
          throw new FormatException(format, "", "has more than " + MOST_ENTRIES + " entries");
        }
        byte[] content = in.readNBytes(left + 1);
        left -= content.length;
        long unpacked = (long) MOST_BYTES - left;
        if (left < 0 || (unpacked > RATIO_COUNTS_FROM && unpacked / bytes.length > HIGHEST_RATIO)) {
          throw new FormatException(
              format, "", "unpacks to far more than a measurement holds: not read further");
        }
        if (!entry.isDirectory() && wanted.test(entry.getName())) {
          entries.put(entry.getName(), content);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      if (e instanceof FormatException refused) {
        throw refused;
      }
      throw new FormatException(format, "", "is truncated or no intact zip archive");
    }
    return entries;
  }
}
