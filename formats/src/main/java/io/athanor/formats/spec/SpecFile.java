package io.athanor.formats.spec;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Names;
import io.athanor.formats.text.Numbers;
import io.athanor.formats.text.Spelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SPEC scan files: one reading per scan and detector over the first column, the scanned one. As
 * SPEC orders its columns, the detectors follow the counting time; the columns before it are
 * positions. A scan number used twice is told apart by its order. Scans that were aborted are kept,
 * with a remark; spectra of multichannel analysers ({@code @A}) are left out, with a remark. SPEC
 * states no units: {@code {position}} and {@code {reading}} stand for the beamline's own, times are
 * in seconds.
 */
public final class SpecFile implements FileFormat {
  static final String NAME = "SPEC";
  private static final int POINT = -1;
  private static final int MOST_VALUES = 8_000_000;
  private static final int MOST_READINGS = 100_000;
  private static final Set<String> TIMES =
      Set.of("seconds", "epoch", "epoch_float", "time", "sec", "deltime");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    String head = Lines.head(file, 8192);
    boolean header = head.startsWith("#F ") && (head.contains("\n#E ") || head.contains("\n#D "));
    boolean scan = head.startsWith("#S ") || head.contains("\n#S ");
    return header || (scan && (head.contains("\n#L ") || head.contains("\n#N ")));
  }

  @Override
  public Contents read(SourceFile file) {
    List<Scan> scans = scans(Lines.of(NAME, file));
    List<Statement> readings = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Scan scan : scans) {
      if (scan.aborted()) {
        remarks.add(scan.run() + " was aborted after " + scan.points() + " points");
      }
      if (scan.spectra()) {
        remarks.add(scan.run() + ": spectra of the multichannel analyser are left out");
      }
      if (scan.points() < 2) {
        remarks.add(scan.run() + " has " + scan.points() + " points: nothing to read");
      } else {
        readings(scan, readings, remarks);
      }
      if (readings.size() > MOST_READINGS) {
        throw new FormatException(NAME, scan.run(), "more than " + MOST_READINGS + " readings");
      }
    }
    remarks.add("SPEC states no units: positions and detectors are in the beamline's own");
    return new Contents(NAME, readings, remarks);
  }

  private static List<Scan> scans(Lines lines) {
    List<Scan> scans = new ArrayList<>();
    Names used = new Names(".");
    SpecTime time = new SpecTime();
    Scan scan = null;
    long values = 0;
    boolean continued = false;
    while (lines.hasNext()) {
      String line = lines.next();
      if (continued || line.startsWith("@")) {
        // a spectrum; a backslash carries it over the line's end
        continued = line.endsWith("\\");
        if (scan != null) {
          scan.spectrum();
        }
      } else if (line.startsWith("#S ")) {
        scan = opened(lines.place(), line.substring(3).strip(), used);
        scans.add(scan);
      } else if (line.startsWith("#")) {
        control(lines.place(), line, scan, time);
      } else if (!line.isBlank()) {
        if (scan == null) {
          throw new FormatException(NAME, lines.place(), "numbers before the first scan (#S)");
        }
        scan.row(lines.place(), line);
        values += scan.columns().size();
        if (values > MOST_VALUES) {
          throw new FormatException(NAME, lines.place(), "more than " + MOST_VALUES + " numbers");
        }
      }
    }
    return scans;
  }

  private static Scan opened(String place, String text, Names used) {
    String[] words = text.split("\\s+", 2);
    if (words[0].isEmpty() || words[0].length() > 32) {
      throw new FormatException(NAME, place, "#S has no scan number");
    }
    return new Scan(used.distinct("scan-" + words[0]));
  }

  private static void control(String place, String line, Scan scan, SpecTime time) {
    String[] words = line.split("\\s+", 2);
    String text = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "#E" -> time.epoch(text);
      case "#D" -> {
        if (scan == null) {
          time.header(text);
        } else {
          scan.startedAt(time.of(text));
        }
      }
      case "#N" -> Optional.ofNullable(scan).ifPresent(each -> each.count(text));
      case "#L" -> Optional.ofNullable(scan).ifPresent(each -> each.labels(place, text));
      case "#C" -> {
        if (scan != null && text.toLowerCase(Locale.ROOT).contains("aborted")) {
          scan.abort();
        }
      }
      default -> {
        // positions, geometry, comments: of the beamline, not of the sample
      }
    }
  }

  private static void readings(Scan scan, List<Statement> readings, List<String> remarks) {
    int x = abscissa(scan);
    if (x == POINT) {
      remarks.add(
          scan.run()
              + ": neither the scanned position nor a time is strictly monotonic: all columns are"
              + " read over the number of the point");
    }
    int before = readings.size();
    Names used = new Names("_");
    for (int y = x == POINT ? 0 : firstDetector(scan.labels()); y < scan.labels().size(); y++) {
      String name = Spelled.name(scan.labels().get(y));
      String distinct = used.distinct(name);
      if (y != x && !TIMES.contains(name)) {
        reading(scan, x, y, distinct).ifPresent(readings::add);
      }
    }
    if (readings.size() == before) {
      remarks.add(scan.run() + " has no detector column");
    }
    if (scan.startedAt().isEmpty()) {
      remarks.add(scan.run() + ": the header gives no offset from UTC for its date");
    }
  }

  private static Optional<Statement> reading(Scan scan, int x, int y, String name) {
    Numbers.Growing over = new Numbers.Growing(NAME);
    Numbers.Growing values = new Numbers.Growing(NAME);
    for (int i = 0; i < scan.points(); i++) {
      if (!Double.isNaN(scan.columns().get(y).get(i))) {
        over.add(x == POINT ? i : scan.columns().get(x).get(i));
        values.add(scan.columns().get(y).get(i));
      }
    }
    if (over.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Statement.Reading(
            scan.run() + "/" + name,
            Optional.empty(),
            Optional.empty(),
            "spec-scan",
            scan.startedAt(),
            Optional.empty(),
            Made.curve(
                NAME,
                scan.run() + " " + name,
                axis(scan, x),
                over.toArray(),
                new Made.Axis(name, "{reading}"),
                values.toArray(),
                Map.of()),
            false));
  }

  private static Made.Axis axis(Scan scan, int x) {
    if (x == POINT) {
      return new Made.Axis("point", "1");
    }
    String name = Spelled.name(scan.labels().get(x));
    return new Made.Axis(name, TIMES.contains(name) ? "s" : "{position}");
  }

  /** The scanned position; where it is not monotonic, the first time that is, or else the point. */
  private static int abscissa(Scan scan) {
    for (int i = 0; i < scan.labels().size(); i++) {
      boolean candidate = i == 0 || TIMES.contains(Spelled.name(scan.labels().get(i)));
      if (candidate && isMonotonic(scan.columns().get(i))) {
        return i;
      }
    }
    return POINT;
  }

  private static int firstDetector(List<String> labels) {
    int first = 1;
    for (int i = 0; i < labels.size(); i++) {
      String name = Spelled.name(labels.get(i));
      if (name.equals("seconds") || name.equals("epoch")) {
        first = Math.max(first, i + 1);
      }
    }
    return first < labels.size() ? first : labels.size() - 1;
  }

  private static boolean isMonotonic(Numbers.Growing values) {
    boolean rises = values.get(1) > values.get(0);
    for (int i = 1; i < values.size(); i++) {
      double step = values.get(i) - values.get(i - 1);
      if (!(rises ? step > 0 : step < 0)) {
        return false;
      }
    }
    return true;
  }
}
