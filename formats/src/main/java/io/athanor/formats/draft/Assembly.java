package io.athanor.formats.draft;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.identity.ContentHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a draft together once it is known what each column is for. */
final class Assembly {
  private static final int MOST_PRIOR = 2_000;
  private static final int MOST_PRIOR_CELLS = 20_000; // an event carries them all
  private static final int MOST_LABELS = 8;
  private static final int LONGEST_LABEL = 200;

  private final Sheet sheet;
  private final List<Profile> profiles;
  private final List<ColumnDraft> columns;
  private final List<Group> groups;
  private final Settings settings;
  private final Edits edits;
  private final List<String> remarks;
  private final List<ColumnDraft> outcomes;
  private final String name;
  private final String campaignId;

  Assembly(
      Sheet sheet,
      List<Profile> profiles,
      List<ColumnDraft> columns,
      List<Group> groups,
      Settings settings,
      Edits edits,
      List<String> remarks) {
    this.sheet = sheet;
    this.profiles = profiles;
    this.columns = columns;
    this.groups = groups;
    this.settings = settings;
    this.edits = edits;
    this.remarks = remarks;
    this.outcomes = Drafting.with(columns, Role.OUTCOME);
    this.name = edits.name().orElse("Campaign on " + outcomes.get(0).name());
    this.campaignId = edits.campaignId().orElseGet(() -> Drafting.slug(name));
  }

  Draft draft() {
    Map<Integer, List<Double>> measured = settings.outcomes(outcomes.get(0));
    int open = settings.all().size() - measured.size();
    Optional<Repeats> repeats = Repeats.of(measured);
    Draft.Choice<String> search = Drafting.search(edits, columns, settings, measured.size());
    boolean pool = search.value().equals("pool");
    Draft.Choice<Integer> budget = Drafting.budget(edits, columns, groups, pool ? open : 0);
    Draft.Choice<Boolean> history = history(pool, open, measured.size());
    List<Map<String, Object>> rows = rows(pool, measured);
    Definition definition =
        new Definition(columns, edits.mixtures() ? groups : List.of(), settings);
    List<Map<String, Object>> prior = history.value() && !pool ? rows : List.of();
    return new Draft(
        name,
        campaignId,
        new Draft.Table(
            sheet.rows(),
            sheet.dialect().separator(),
            sheet.dialect().decimalComma(),
            settings.all().size(),
            measured.size()),
        columns,
        groups,
        search,
        budget,
        repeats,
        history,
        remarks,
        definition.tree(campaignId, name, pool, budget.value(), edits.seed().orElse(1L), prior),
        pool ? candidates() : List.of(),
        pool && history.value() ? readings(repeats) : List.of(),
        rows);
  }

  private Draft.Choice<Boolean> history(boolean pool, int open, int measured) {
    if (edits.history().isPresent()) {
      return new Draft.Choice<>(edits.history().get() && measured > 0, Guess.said());
    }
    if (measured == 0) {
      return new Draft.Choice<>(false, new Guess(1, "Nothing has been measured yet."));
    }
    if (pool && open == 0) {
      return new Draft.Choice<>(
          false,
          new Guess(
              0.6,
              "Every candidate has been measured: with that known nothing is left to propose."));
    }
    return pool
        ? new Draft.Choice<>(
            true,
            new Guess(0.9, measured + " candidates have been measured: they are observations."))
        : new Draft.Choice<>(
            measured > 1,
            new Guess(
                0.8,
                "%d settings have been measured: the campaign listens to them as to a past campaign,"
                        .formatted(measured)
                    + " as far as they agree with what it measures."));
  }

  /** Settings with the mean of what was measured; evenly thinned where there are too many. */
  private List<Map<String, Object>> rows(boolean pool, Map<Integer, List<Double>> measured) {
    List<Integer> places = new ArrayList<>(measured.keySet());
    int width = Math.max(1, settings.all().get(0).parameters().size());
    int most = Math.max(2, Math.min(MOST_PRIOR, MOST_PRIOR_CELLS / width));
    int every = (places.size() + most - 1) / most;
    if (every > 1) {
      remarks.add(
          "History and rehearsal take every %d. of %d measured settings."
              .formatted(every, places.size()));
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < places.size(); i += every) {
      int place = places.get(i);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("parameters", scaled(settings.all().get(place).parameters(), pool));
      row.put(
          "value",
          measured.get(place).stream().mapToDouble(Double::doubleValue).average().orElseThrow());
      rows.add(row);
    }
    return rows;
  }

  /** Amounts as fractions, as a space has them. */
  private Map<String, Object> scaled(Map<String, Object> parameters, boolean pool) {
    if (pool || !edits.mixtures()) {
      return parameters;
    }
    Map<String, Object> scaled = new LinkedHashMap<>(parameters);
    for (Group group : groups) {
      for (int member : group.members()) {
        scaled.computeIfPresent(
            columns.get(member).name(), (name, value) -> (Double) value / group.total());
      }
    }
    return scaled;
  }

  private List<Map<String, Object>> candidates() {
    List<Map<String, Object>> candidates = new ArrayList<>();
    for (int index = 0; index < settings.all().size(); index++) {
      Settings.Setting setting = settings.all().get(index);
      Map<String, Object> candidate = new LinkedHashMap<>();
      candidate.put("index", index);
      setting.formula().ifPresent(formula -> candidate.put("formula", formula));
      if (!setting.parameters().isEmpty()) {
        candidate.put("parameters", setting.parameters());
      }
      candidate.put("labels", labels(setting.firstRow()));
      candidates.add(candidate);
    }
    return candidates;
  }

  private Map<String, Object> labels(int row) {
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("row", Integer.toString(row));
    labels.put("line", Integer.toString(sheet.lines()[row]));
    for (ColumnDraft each : columns) {
      String cell = profiles.get(each.index()).cells()[row];
      boolean label = each.role() == Role.IDENTIFIER || each.role() == Role.NOTE;
      if (label && !Dialect.isMissing(cell) && labels.size() < MOST_LABELS) {
        labels.put(
            each.name(), cell.length() <= LONGEST_LABEL ? cell : cell.substring(0, LONGEST_LABEL));
      }
    }
    return labels;
  }

  /** One for each row of which an outcome is known, with its standard error where one is known. */
  private List<Map<String, Object>> readings(Optional<Repeats> repeats) {
    Map<Integer, String> ids = new HashMap<>();
    List<Map<String, Object>> readings = new ArrayList<>();
    for (int row = 0; row < settings.rows(); row++) {
      Map<String, Object> scalars = scalars(row, repeats);
      if (settings.ofRow(row).isEmpty() || scalars.isEmpty()) {
        continue;
      }
      Settings.Setting setting = settings.all().get(settings.ofRow(row).getAsInt());
      Map<String, Object> reading = new LinkedHashMap<>();
      reading.put("idempotencyKey", campaignId + "/line-" + sheet.lines()[row]);
      reading.put("sampleId", campaignId + "/line-" + sheet.lines()[row]);
      reading.put("campaignId", campaignId);
      reading.put(
          "candidateId",
          ids.computeIfAbsent(
              settings.ofRow(row).getAsInt(),
              place ->
                  ContentHash.candidateId(
                      setting.formula().map(Composition::parse),
                      setting.parameters(),
                      Optional.empty())));
      reading.put("instrumentId", "history");
      reading.put("technique", "scalar");
      reading.put("scalars", scalars);
      readings.add(reading);
    }
    return readings;
  }

  private Map<String, Object> scalars(int row, Optional<Repeats> repeats) {
    Map<String, Object> scalars = new LinkedHashMap<>();
    for (ColumnDraft outcome : outcomes) {
      double value = profiles.get(outcome.index()).numbers()[row];
      if (!Double.isNaN(value)) {
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("value", value);
        quantity.put("unit", outcome.unit());
        double error = error(outcome, row, repeats);
        if (error >= 0) {
          quantity.put("sem", error);
        }
        scalars.put(outcome.name(), quantity);
      }
    }
    return scalars;
  }

  /** From the column that says so, or else from the repeats of the first outcome; NaN for none. */
  private double error(ColumnDraft outcome, int row, Optional<Repeats> repeats) {
    for (int i = outcome.index() + 1; i < columns.size(); i++) {
      Role role = columns.get(i).role();
      if (role == Role.UNCERTAINTY) {
        return profiles.get(i).numbers()[row];
      } else if (role == Role.OUTCOME) {
        break;
      }
    }
    // repeats that agree in all digits say nothing of the noise
    return outcome.index() == outcomes.get(0).index()
            && repeats.filter(each -> each.standardDeviation() > 0).isPresent()
        ? repeats.get().standardDeviation()
        : Double.NaN;
  }
}
