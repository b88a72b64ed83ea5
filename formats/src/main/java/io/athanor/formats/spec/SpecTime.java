package io.athanor.formats.spec;

import io.athanor.formats.text.Made;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * SPEC's dates have no zone, but its header says one moment twice: {@code #E} in seconds since 1970
 * and {@code #D} on the wall clock. Their difference is the offset from UTC.
 */
final class SpecTime {
  private static final int QUARTER = 15 * 60;
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("EEE MMM d HH:mm:ss yyyy")
          .toFormatter(Locale.ENGLISH);

  private Optional<Long> epoch = Optional.empty();
  private Optional<ZoneOffset> offset = Optional.empty();

  /** {@code #E}. */
  void epoch(String seconds) {
    try {
      epoch = Optional.of(Long.parseLong(seconds.strip()));
    } catch (NumberFormatException e) {
      epoch = Optional.empty();
    }
    offset = Optional.empty();
  }

  /** The {@code #D} of the header; one within a minute of a whole quarter of an hour counts. */
  void header(String date) {
    Optional<LocalDateTime> local = local(date);
    if (epoch.isPresent() && local.isPresent() && Math.abs(epoch.get()) < 1L << 40) {
      long difference = local.get().toEpochSecond(ZoneOffset.UTC) - epoch.get();
      long rounded = Math.round((double) difference / QUARTER) * QUARTER;
      if (Math.abs(difference - rounded) <= 60 && Math.abs(rounded) <= 14 * 3600) {
        offset = Optional.of(ZoneOffset.ofTotalSeconds((int) rounded));
      }
    }
  }

  /** The moment of a scan's {@code #D}; empty where the header gives no offset. */
  Optional<Instant> of(String date) {
    return offset.flatMap(
        zone -> local(date).flatMap(local -> Made.plausible(local.toInstant(zone))));
  }

  private static Optional<LocalDateTime> local(String date) {
    try {
      return Optional.of(LocalDateTime.parse(date.strip().replaceAll("\\s+", " "), DATE));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
