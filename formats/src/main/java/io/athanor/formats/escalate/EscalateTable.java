package io.athanor.formats.escalate;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.text.Lines;
import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Experiment tables of ESCALATE (robotic perovskite crystallisation; Pendleton et al., MRS Commun.
 * 9:846, 2019): tab-separated, a row per vial. Each row becomes an action log (reagents, their
 * preparation, the reaction) and a reading of the crystal score, 1 to 4. Units stand in the names
 * of columns or in {@code _units} columns; what has none is left out. Features computed from
 * formulas are no measurement and are left out too.
 */
public final class EscalateTable implements FileFormat {
  static final String NAME = "ESCALATE";
  private static final int MOST_ROWS = 100_000;
  private static final int MOST_COLUMNS = 5_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    String head = Lines.head(file, 4096);
    int end = head.indexOf('\n');
    String header = end < 0 ? head : head.substring(0, end);
    return header.contains("_exp_no\t") && header.contains("_out_crystalscore");
  }

  @Override
  public Contents read(SourceFile file) {
    Lines lines = Lines.of(NAME, file);
    List<String> header = header(lines);
    List<Statement> readings = new ArrayList<>();
    Set<String> experiments = new HashSet<>();
    int timeless = 0;
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isBlank()) {
        continue;
      }
      Row row = row(lines.place(), header, line);
      if (!experiments.add(row.experiment())) {
        throw new FormatException(NAME, lines.place(), "its _exp_no appears twice in the table");
      }
      if (experiments.size() > MOST_ROWS) {
        throw new FormatException(NAME, lines.place(), "more than " + MOST_ROWS + " rows");
      }
      timeless += row.startedAt().isEmpty() ? 1 : 0;
      readings(row, readings);
    }
    List<String> remarks = new ArrayList<>();
    if (timeless > 0) {
      remarks.add(
          timeless
              + " of "
              + experiments.size()
              + " experiments state a day but no time: their outcome is read, their actions are"
              + " not, as each action needs a time");
    }
    remarks.add("steps carry the time of the experiment: the table gives none for each");
    remarks.add("volumes of reagents in a vial state no unit and are left out");
    return new Contents(NAME, readings, remarks);
  }

  private static List<String> header(Lines lines) {
    String[] names = lines.hasNext() ? lines.next().split("\t", MOST_COLUMNS + 2) : new String[0];
    List<String> header = List.of(names);
    if (!header.contains("_exp_no") || !header.contains("_out_crystalscore")) {
      throw new FormatException(NAME, "line 1", "names no columns _exp_no and _out_crystalscore");
    }
    if (names.length > MOST_COLUMNS) {
      throw new FormatException(NAME, "line 1", "names more than " + MOST_COLUMNS + " columns");
    }
    if (new HashSet<>(header).size() != header.size()) {
      throw new FormatException(NAME, "line 1", "names a column twice");
    }
    return header;
  }

  private static Row row(String place, List<String> header, String line) {
    String[] cells = line.split("\t", header.size() + 1);
    if (cells.length != header.size()) {
      throw new FormatException(
          NAME,
          place,
          "has "
              + (cells.length > header.size() ? "more" : cells.length)
              + " cells where the header has "
              + header.size());
    }
    Map<String, String> row = new HashMap<>(cells.length * 2);
    for (int i = 0; i < cells.length; i++) {
      row.put(header.get(i), cells[i]);
    }
    return new Row(place, row);
  }

  private static void readings(Row row, List<Statement> readings) {
    Optional<Instant> at = row.startedAt();
    if (at.isPresent()) {
      List<Payload.Action> actions = row.actions(at.get());
      if (!actions.isEmpty()) {
        readings.add(reading(row, "actions", "action-log", new Payload.Actions(actions)));
      }
    }
    Map<String, Quantity> outcome = row.outcome();
    if (!outcome.isEmpty()) {
      readings.add(reading(row, "outcome", "scalar", new Payload.Scalars(outcome)));
    }
  }

  private static Statement reading(Row row, String part, String technique, Payload payload) {
    return new Statement.Reading(
        row.experiment() + "/" + part,
        Optional.of(row.experiment()),
        Optional.empty(),
        technique,
        row.startedAt(),
        Optional.empty(),
        payload,
        false);
  }
}
