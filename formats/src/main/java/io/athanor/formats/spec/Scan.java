package io.athanor.formats.spec;

import io.athanor.formats.FormatException;
import io.athanor.formats.text.Numbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** One scan while it is read. */
final class Scan {
  private static final Pattern TWO_BLANKS = Pattern.compile("\\s{2,}|\\t");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int MOST_COLUMNS = 4_000;

  private final String run;
  private Optional<Instant> startedAt = Optional.empty();
  private int stated;
  private List<String> labels = List.of();
  private final List<Numbers.Growing> columns = new ArrayList<>();
  private boolean aborted;
  private boolean spectra;

  Scan(String run) {
    this.run = run;
  }

  String run() {
    return run;
  }

  Optional<Instant> startedAt() {
    return startedAt;
  }

  boolean aborted() {
    return aborted;
  }

  boolean spectra() {
    return spectra;
  }

  List<String> labels() {
    return labels;
  }

  List<Numbers.Growing> columns() {
    return columns;
  }

  int points() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }

  void startedAt(Optional<Instant> moment) {
    if (startedAt.isEmpty()) {
      startedAt = moment;
    }
  }

  void abort() {
    aborted = true;
  }

  void spectrum() {
    spectra = true;
  }

  void count(String text) {
    OptionalDouble count = Numbers.parse(text.strip().split("\\s+", 2)[0]);
    stated =
        count.isPresent() && count.getAsDouble() <= MOST_COLUMNS ? (int) count.getAsDouble() : 0;
  }

  /** Labels are two blanks apart; older macros write one, which {@code #N} tells. */
  void labels(String place, String text) {
    if (!columns.isEmpty()) {
      return; // said twice: the first holds
    }
    List<String> wide = List.of(TWO_BLANKS.split(text.strip(), MOST_COLUMNS + 2));
    List<String> narrow = List.of(BLANKS.split(text.strip(), MOST_COLUMNS + 2));
    labels = stated > 0 && wide.size() != stated && narrow.size() == stated ? narrow : wide;
    if (labels.size() > MOST_COLUMNS) {
      throw new FormatException(SpecFile.NAME, place, "has more columns than a scan can");
    }
    labels.forEach(each -> columns.add(new Numbers.Growing(SpecFile.NAME)));
  }

  /** A row of numbers. */
  void row(String place, String line) {
    if (columns.isEmpty()) {
      throw new FormatException(
          SpecFile.NAME, place, "numbers without #L, which names their columns");
    }
    String[] words = BLANKS.split(line.strip(), columns.size() + 1);
    if (words.length != columns.size()) {
      throw new FormatException(
          SpecFile.NAME,
          place,
          "has "
              + (words.length > columns.size() ? "more" : words.length)
              + " numbers where #L names "
              + columns.size()
              + " columns");
    }
    for (int i = 0; i < words.length; i++) {
      double value =
          Numbers.parse(words[i])
              .orElse(words[i].equalsIgnoreCase("nan") ? Double.NaN : Double.POSITIVE_INFINITY);
      if (Double.isInfinite(value)) {
        throw new FormatException(SpecFile.NAME, place, "column " + (i + 1) + " is no number");
      }
      columns.get(i).add(value);
    }
  }
}
