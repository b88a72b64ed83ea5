package io.athanor.formats.escalate;

import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Numbers;
import io.athanor.formats.text.Spelled;
import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One experiment of an ESCALATE table: its cells by column name. */
record Row(String place, Map<String, String> cells) {
  private static final int MOST_PARTS = 10;
  private static final Pattern STARTED =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)_(\\d\\d)_(\\d\\d(?:\\.\\d{1,9})?)([+-]\\d\\d)_(\\d\\d)_.*");
  private static final Pattern WITH_UNIT =
      Pattern.compile("_rxn_(actual_bulk_temperature|\\w+?)_(s|c|rpm)");
  private static final Map<String, String> SUFFIXES = Map.of("s", "s", "c", "Cel", "rpm", "/min");

  /** The laboratory's name of the experiment. */
  String experiment() {
    return Made.name(cell("_exp_no"))
        .orElseThrow(() -> new FormatException(EscalateTable.NAME, place, "_exp_no is missing"));
  }

  /** When it was set up, where its name says the time of day. */
  Optional<Instant> startedAt() {
    Matcher parts = STARTED.matcher(experiment());
    return parts.matches()
        ? Made.instant(
            parts.group(1)
                + "T"
                + parts.group(2)
                + ":"
                + parts.group(3)
                + ":"
                + parts.group(4)
                + parts.group(5)
                + ":"
                + parts.group(6))
        : Optional.empty();
  }

  /** What came out: the crystal score, and the temperature the bulk had. */
  Map<String, Quantity> outcome() {
    Map<String, Quantity> outcome = new TreeMap<>();
    number("_out_crystalscore").ifPresent(v -> outcome.put("crystal_score", Quantity.of(v, "1")));
    number("_rxn_actual_bulk_temperature_c")
        .ifPresent(v -> outcome.put("bulk_temperature", Quantity.of(v, "Cel")));
    return outcome;
  }

  /** What was done, in the order of the protocol; each step at the time of the whole. */
  List<Payload.Action> actions(Instant at) {
    List<Payload.Action> actions = new ArrayList<>();
    for (int reagent = 0; reagent < MOST_PARTS; reagent++) {
      String prefix = "_raw_reagent_" + reagent;
      Map<String, Quantity> chemicals = chemicals(prefix);
      if (!chemicals.isEmpty()) {
        actions.add(new Payload.Action("prepare-reagent-" + reagent, at, chemicals));
        for (int i = 0; i < MOST_PARTS; i++) {
          instruction(prefix + "_instructions_" + i, "reagent-" + reagent, at)
              .ifPresent(actions::add);
        }
      }
    }
    Map<String, Quantity> reaction = reaction();
    if (!reaction.isEmpty()) {
      actions.add(new Payload.Action("react", at, reaction));
    }
    return actions;
  }

  /** Amounts by InChIKey; a key 0 means no chemical. */
  private Map<String, Quantity> chemicals(String prefix) {
    Map<String, Quantity> chemicals = new TreeMap<>();
    for (int i = 0; i < MOST_PARTS; i++) {
      String chemical = prefix + "_chemicals_" + i;
      String key = cell(chemical + "_inchikey");
      Optional<Quantity> amount = quantity(chemical + "_actual_amount");
      if (key.length() > 1 && key.length() <= 64 && amount.isPresent()) {
        chemicals.merge(key, amount.get(), Row::sum);
      }
    }
    return chemicals;
  }

  private static Quantity sum(Quantity first, Quantity second) {
    try {
      return first.plus(second);
    } catch (IllegalArgumentException e) {
      return first; // grams and millilitres of one chemical do not add
    }
  }

  private Optional<Payload.Action> instruction(String prefix, String subject, Instant at) {
    String operation = cell(prefix + "_op");
    if (operation.isEmpty() || operation.equals("0")) {
      return Optional.empty();
    }
    Map<String, Quantity> parameters = new TreeMap<>();
    quantity(prefix + "_duration").ifPresent(each -> parameters.put("duration", each));
    quantity(prefix + "_stir").ifPresent(each -> parameters.put("stir_rate", each));
    quantity(prefix + "_temperature").ifPresent(each -> parameters.put("temperature", each));
    quantity(prefix + "_volume").ifPresent(each -> parameters.put("volume", each));
    String name = Spelled.name(operation).replace('_', '-') + "-" + subject;
    return Optional.of(new Payload.Action(name, at, parameters));
  }

  /** Conditions of the reaction; the unit is the end of the column's name. */
  private Map<String, Quantity> reaction() {
    Map<String, Quantity> reaction = new TreeMap<>();
    for (String column : cells.keySet()) {
      Matcher named = WITH_UNIT.matcher(column);
      OptionalDouble value = number(column);
      if (value.isPresent() && column.startsWith("_rxn_molarity_")) {
        reaction.put(Spelled.name(column.substring(5)), Quantity.of(value.getAsDouble(), "mol/L"));
      } else if (value.isPresent() && named.matches()) {
        String name = Spelled.name(named.group(1));
        if (!name.equals("actual_bulk_temperature")) {
          reaction.put(name, Quantity.of(value.getAsDouble(), SUFFIXES.get(named.group(2))));
        }
      }
    }
    return reaction;
  }

  /** The value of a column whose unit stands in {@code column_units}; empty without either. */
  private Optional<Quantity> quantity(String column) {
    OptionalDouble value = number(column);
    String unit = cell(column + "_units");
    if (value.isEmpty() || unit.isEmpty() || unit.equals("0")) {
      return Optional.empty();
    }
    String code = Spelled.unit(EscalateTable.NAME, place + ", " + column + "_units", unit);
    return Optional.of(Quantity.of(value.getAsDouble(), code));
  }

  private OptionalDouble number(String column) {
    String cell = cell(column);
    OptionalDouble number = Numbers.parse(cell);
    if (number.isEmpty() && !cell.isEmpty() && column.startsWith("_out_")) {
      throw new FormatException(EscalateTable.NAME, place + ", " + column, "is no number");
    }
    return number;
  }

  private String cell(String column) {
    return cells.getOrDefault(column, "").strip();
  }
}
