package io.athanor.formats.echem;

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
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Raw cyclic voltammograms of the electrochemistry bench behind Atlas' demonstration: no header and
 * seven columns, which its own scripts call I, V, R, T, h, t, c. Current (A), potential (V) and
 * time (s) are read, by cycle, over time; the other three have units that are documented nowhere
 * and are left out. Known by its shape: time rises in every row, and the cycle is a whole number
 * from 0 up.
 */
public final class PotentiostatTrace implements FileFormat {
  private static final String NAME = "potentiostat trace";
  private static final int COLUMNS = 7;
  private static final int CURRENT = 0;
  private static final int POTENTIAL = 1;
  private static final int TIME = 5;
  private static final int CYCLE = 6;
  private static final int MOST_CYCLES = 10_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    if (!Lines.isText(file.bytes())) {
      return false;
    }
    Lines lines = Lines.of(Lines.head(file, 8192));
    double before = 0;
    double cycle = 0;
    int rows = 0;
    while (lines.hasNext()) {
      String line = lines.next();
      if (!lines.hasNext()) {
        break; // may be cut
      }
      Optional<double[]> row = row(line);
      if (row.isEmpty() || !(row.get()[TIME] > before) || row.get()[CYCLE] < cycle) {
        return false;
      }
      if (rows == 0 && row.get()[CYCLE] != 0) {
        return false;
      }
      cycle = row.get()[CYCLE];
      before = row.get()[TIME];
      rows++;
    }
    return rows >= 3;
  }

  @Override
  public Contents read(SourceFile file) {
    SortedMap<Integer, Cycle> cycles = new TreeMap<>();
    Lines lines = Lines.of(NAME, file);
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isBlank()) {
        continue;
      }
      double[] row =
          row(line)
              .orElseThrow(
                  () ->
                      new FormatException(
                          NAME,
                          lines.place(),
                          "is not current (A), potential (V), three more, time (s), cycle: is the"
                              + " file cut off?"));
      Cycle cycle = cycles.computeIfAbsent((int) row[CYCLE], number -> new Cycle());
      if (cycles.size() > MOST_CYCLES) {
        throw new FormatException(NAME, lines.place(), "more than " + MOST_CYCLES + " cycles");
      }
      cycle.time.add(row[TIME]);
      cycle.current.add(row[CURRENT]);
      cycle.potential.add(row[POTENTIAL]);
    }
    List<Statement> readings = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    cycles.forEach(
        (number, cycle) -> {
          if (cycle.time.size() < 2) {
            remarks.add("cycle " + number + " has one point only and is left out");
          } else {
            String run = "cycle-" + number;
            readings.add(reading(run, "current", "A", cycle.time, cycle.current));
            readings.add(reading(run, "potential", "V", cycle.time, cycle.potential));
          }
        });
    remarks.add(
        "no header: the columns are read as current (A), potential (V), time (s) and cycle, as the"
            + " laboratory's own scripts do; columns 3 to 5 are left out, their units are unknown");
    remarks.add("the file states no time of measurement and no reference electrode");
    return new Contents(NAME, readings, remarks);
  }

  private static final class Cycle {
    private final Numbers.Growing time = new Numbers.Growing(NAME);
    private final Numbers.Growing current = new Numbers.Growing(NAME);
    private final Numbers.Growing potential = new Numbers.Growing(NAME);
  }

  private static Statement reading(
      String run, String name, String unit, Numbers.Growing time, Numbers.Growing values) {
    return new Statement.Reading(
        run + "/" + name,
        Optional.empty(),
        Optional.empty(),
        "cyclic-voltammetry",
        Optional.empty(),
        Optional.empty(),
        Made.curve(
            NAME,
            run,
            new Made.Axis("time", "s"),
            time.toArray(),
            new Made.Axis(name, unit),
            values.toArray(),
            Map.of()),
        false);
  }

  /** The numbers of a line, where they can be what they must: amperes, volts, a cycle. */
  private static Optional<double[]> row(String line) {
    String[] cells = line.length() > 1_000 ? new String[0] : line.split(",", -1);
    if (cells.length != COLUMNS) {
      return Optional.empty();
    }
    double[] row = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      OptionalDouble number = Numbers.parse(cells[i]);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      row[i] = number.getAsDouble();
    }
    boolean cycle = row[CYCLE] >= 0 && row[CYCLE] <= 1e6 && row[CYCLE] == Math.rint(row[CYCLE]);
    boolean fits = cycle && Math.abs(row[CURRENT]) < 10 && Math.abs(row[POTENTIAL]) < 20;
    return fits ? Optional.of(row) : Optional.empty();
  }
}
