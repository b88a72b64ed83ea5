package io.athanor.formats.xrd;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A list of counts, one or several per line, after a first line {@code start step end} in degrees
 * 2theta (FullProf's free format). Without that line there is no abscissa, and the file is refused.
 */
public final class CountList implements FileFormat {
  private static final String NAME = "count list";
  private static final int LOOKED_AT = 4096;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    if (!Lines.isText(file.bytes())) {
      return false;
    }
    Lines lines = Lines.of(Lines.head(file, LOOKED_AT));
    String first = lines.hasNext() ? lines.next().strip() : "";
    int single = 0;
    while (lines.hasNext()) {
      String line = lines.next().strip();
      if (!lines.hasNext() && file.bytes().length > LOOKED_AT) {
        break; // may be cut
      }
      if (!line.isEmpty() && Numbers.parse(line).isEmpty()) {
        // three numbers per line are columns, not counts
        boolean several = line.split("\\s+", 5).length > 3;
        return range(first).isPresent() && (single > 0 || several);
      }
      single += line.isEmpty() ? 0 : 1;
    }
    return single > 1 && (range(first).isPresent() || Numbers.parse(first).isPresent());
  }

  @Override
  public Contents read(SourceFile file) {
    Lines lines = Lines.of(NAME, file);
    double[] range =
        range(lines.hasNext() ? lines.next() : "")
            .orElseThrow(
                () ->
                    new FormatException(
                        NAME,
                        "line 1",
                        "counts without angles: the first line must give the range,"
                            + " 'start step end' in degrees 2theta"));
    int expected = (int) Math.round((range[2] - range[0]) / range[1]) + 1;
    Numbers.Growing counts = new Numbers.Growing(NAME);
    while (lines.hasNext()) {
      String line = lines.next().strip();
      if (!line.isEmpty()) {
        String place = lines.place();
        Numbers.words(line, word -> counts.add(count(place, word)));
      }
      if (counts.size() > expected) {
        throw new FormatException(
            NAME, lines.place(), "there are more counts than the range of line 1 has steps");
      }
    }
    if (counts.size() != expected) {
      throw new FormatException(
          NAME,
          "",
          "has "
              + counts.size()
              + " counts where the range of line 1 has "
              + expected
              + " steps: is it cut off?");
    }
    List<String> remarks = new ArrayList<>();
    remarks.add("the file states no wavelength, so no lattice is derived from it");
    remarks.add("angles are counted from the range in line 1, in degrees 2theta");
    Statement reading =
        new Statement.Reading(
            "pattern",
            Optional.empty(),
            Optional.empty(),
            "powder-diffraction",
            Optional.empty(),
            Optional.empty(),
            Made.curve(
                NAME,
                "",
                new Made.Axis("two_theta", "deg"),
                Made.grid(range[0], range[0] + (expected - 1) * range[1], expected),
                new Made.Axis("intensity", "{counts}"),
                counts.toArray(),
                Map.of()),
            false);
    return new Contents(NAME, List.of(reading), remarks);
  }

  private static double count(String place, String word) {
    return Numbers.parse(word)
        .orElseThrow(() -> new FormatException(NAME, place, "holds something that is no number"));
  }

  /** Start, step, end where a line holds these three in degrees 2theta. */
  private static Optional<double[]> range(String line) {
    String[] words = line.strip().split("\\s+", 4);
    if (words.length != 3) {
      return Optional.empty();
    }
    double[] range = new double[3];
    for (int i = 0; i < 3; i++) {
      OptionalDouble number = Numbers.parse(words[i]);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      range[i] = number.getAsDouble();
    }
    double steps = (range[2] - range[0]) / range[1];
    boolean fits =
        range[0] > -180
            && range[2] <= 180
            && range[1] > 0
            && steps >= 1
            && steps < 1_000_000
            && Math.abs(steps - Math.rint(steps)) < 0.01;
    return fits ? Optional.of(range) : Optional.empty();
  }
}
