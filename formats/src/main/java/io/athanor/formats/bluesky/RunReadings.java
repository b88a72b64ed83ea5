package io.athanor.formats.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.athanor.formats.Payload;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import io.athanor.formats.document.Names;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run as readings: of a stream with one event its values, of a stream with several one curve per
 * detector over the axis that the run's hints name (a motor, or the time since the start). Motors
 * of a scan that has no such axis (a grid, a readback that goes back) become curves over time, so
 * that nothing is lost. Each event of {@code baseline} is a reading of its own.
 */
public final class RunReadings {
  private static final double LATEST = 253_402_300_799.0;

  /**
   * What a run says.
   *
   * @param readings may be empty
   * @param remarks what stayed out, and why
   */
  public record Said(List<Statement.Reading> readings, List<String> remarks) {
    /** Copies the lists. */
    public Said {
      readings = List.copyOf(readings);
      remarks = List.copyOf(remarks);
    }
  }

  private record Column(String key, String unit, boolean simulated) {}

  private record Axis(String name, String unit, double[] x, Optional<String> key) {}

  private final BlueskyRun run;
  private final JsonNode start;
  private final List<Statement.Reading> readings = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Optional<Composition> material;
  private final TreeSet<String> withoutUnit = new TreeSet<>();

  private RunReadings(BlueskyRun run) {
    this.run = run;
    this.start = run.start().orElse(MissingNode.getInstance());
    List<String> unreadable = new ArrayList<>();
    this.material = material(start, unreadable);
    unreadable.forEach(this::remark);
  }

  /** Everything a run says. */
  public static Said of(BlueskyRun run) {
    RunReadings said = new RunReadings(run);
    said.all();
    return new Said(said.readings, said.remarks);
  }

  private void all() {
    if (!run.complete()) {
      remark("is incomplete: " + missing());
    }
    String status = run.stop().map(s -> s.path("exit_status").asText("")).orElse("");
    if (status.equals("fail") || status.equals("abort")) {
      remark("ended with '" + status + "'");
    }
    Map<String, Integer> named = new TreeMap<>();
    for (BlueskyRun.Stream stream : run.streams()) {
      // a stream has several descriptors where its detectors were configured anew
      int count = named.merge(stream.name(), 1, Integer::sum);
      stream(stream, run.uid() + "/" + stream.name() + (count == 1 ? "" : "~" + count) + "/");
    }
    if (!withoutUnit.isEmpty()) {
      remark("no unit is given for " + withoutUnit + ", taken as plain numbers");
    }
    if (readings.isEmpty()) {
      remark("holds no numbers");
    }
  }

  private String missing() {
    if (run.start().isEmpty()) {
      return "its start document is missing";
    }
    return run.stop().isEmpty()
        ? "its stop document is missing"
        : "events that its stop document counts are missing";
  }

  private void stream(BlueskyRun.Stream stream, String prefix) {
    if (stream.events().isEmpty()) {
      return;
    }
    Map<String, Column> columns = columns(stream);
    if (columns.isEmpty()) {
      return;
    }
    if (stream.events().size() == 1 || stream.name().equals("baseline")) {
      for (BlueskyRun.Event event : stream.events()) {
        scalars(prefix, event, columns);
      }
      return;
    }
    Axis axis = axis(stream, columns);
    for (Column column : columns.values()) {
      if (!axis.key().equals(Optional.of(column.key()))) {
        curve(stream, prefix, column, axis);
      }
    }
  }

  /** The keys with one finite number in every event, and a known unit; the rest is remarked on. */
  private Map<String, Column> columns(BlueskyRun.Stream stream) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> key : stream.descriptor().path("data_keys").properties()) {
      String name = key.getKey();
      String spelled = key.getValue().path("units").asText("");
      Optional<String> unit = Names.unit(spelled.equals("null") ? "" : spelled);
      if (key.getValue().hasNonNull("external")) {
        remark(name + " stays out: its data lie in another file");
      } else if (!allNumbers(stream, name)) {
        remark(name + " stays out: it is not one finite number per event");
      } else if (unit.isEmpty()) {
        remark(name + " stays out: its unit '" + clipped(spelled) + "' is not known");
      } else {
        if (spelled.isEmpty() || spelled.equals("null")) {
          withoutUnit.add(name);
        }
        boolean simulated = key.getValue().path("source").asText("").startsWith("SIM:");
        columns.put(name, new Column(name, unit.get(), simulated));
      }
    }
    return columns;
  }

  private static boolean allNumbers(BlueskyRun.Stream stream, String key) {
    return stream.events().stream()
        .allMatch(e -> e.data().path(key).isNumber() && isFinite(e.data().path(key)));
  }

  private static boolean isFinite(JsonNode number) {
    return Double.isFinite(number.doubleValue());
  }

  private void scalars(String prefix, BlueskyRun.Event event, Map<String, Column> columns) {
    Map<String, Quantity> values = new TreeMap<>();
    boolean simulated = false;
    for (Column column : columns.values()) {
      values.put(
          Names.snake(column.key()),
          Quantity.of(event.data().path(column.key()).doubleValue(), column.unit()));
      simulated |= column.simulated();
    }
    readings.add(
        reading(
            prefix + event.sequence(),
            "scalar",
            instant(event.time()),
            new Payload.Scalars(values),
            simulated));
  }

  private void curve(BlueskyRun.Stream stream, String prefix, Column column, Axis axis) {
    double[] y = values(stream, column.key());
    Payload.Curve curve =
        new Payload.Curve(
            axis.name(),
            axis.unit(),
            axis.x().clone(),
            Names.snake(column.key()),
            column.unit(),
            y,
            Map.of());
    readings.add(
        reading(
            prefix + column.key(),
            JsonText.text(start, "technique", "plan_name").orElse("scan"),
            instant(start.path("time").asDouble(stream.events().get(0).time())),
            curve,
            column.simulated()));
  }

  private Axis axis(BlueskyRun.Stream stream, Map<String, Column> columns) {
    JsonNode dimensions = start.path("hints").path("dimensions");
    JsonNode first = dimensions.path(0);
    String field = first.path(0).path(0).asText("");
    if (first.path(1).asText("").equals(stream.name()) && columns.containsKey(field)) {
      double[] x = values(stream, field);
      if (dimensions.size() == 1 && isMonotonic(x)) {
        return new Axis(Names.snake(field), columns.get(field).unit(), x, Optional.of(field));
      }
      remark(field + " is no axis (it goes back, or there are several): curves are over time");
    }
    double begin = start.path("time").asDouble(stream.events().get(0).time());
    double[] time = stream.events().stream().mapToDouble(e -> e.time() - begin).toArray();
    if (isMonotonic(time)) {
      return new Axis("time", "s", time, Optional.empty());
    }
    double[] number = stream.events().stream().mapToDouble(BlueskyRun.Event::sequence).toArray();
    return new Axis("sequence_number", "1", number, Optional.empty());
  }

  private static double[] values(BlueskyRun.Stream stream, String key) {
    return stream.events().stream().mapToDouble(e -> e.data().path(key).doubleValue()).toArray();
  }

  private static boolean isMonotonic(double[] x) {
    boolean rises = x[1] > x[0];
    for (int i = 1; i < x.length; i++) {
      if (!(rises ? x[i] > x[i - 1] : x[i] < x[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private Statement.Reading reading(
      String name, String technique, Optional<Instant> at, Payload payload, boolean simulated) {
    return new Statement.Reading(
        name,
        sample(),
        JsonText.text(start, "instrument_name", "instrument", "beamline_id"),
        technique,
        at,
        material,
        payload,
        simulated || start.path("simulated").asBoolean(false));
  }

  private Optional<String> sample() {
    JsonNode sample = start.path("sample");
    return JsonText.text(start, "sample", "sample_name", "sample_id", "Sample_Name", "SampleName")
        .or(() -> JsonText.text(sample, "name", "id"));
  }

  private static Optional<Composition> material(JsonNode start, List<String> remarks) {
    Optional<String> formula =
        JsonText.text(start, "chemical_formula", "formula", "composition")
            .or(() -> JsonText.text(start.path("sample"), "chemical_formula", "formula"));
    try {
      return formula.map(Composition::parse);
    } catch (IllegalArgumentException e) {
      remarks.add("the material it names is no formula: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** To the microsecond; empty outside the years 1 to 9999. */
  static Optional<Instant> instant(double seconds) {
    if (!(seconds > 0 && seconds < LATEST)) {
      return Optional.empty();
    }
    long micros = Math.round(seconds * 1e6);
    return Optional.of(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L));
  }

  private void remark(String text) {
    remarks.add("run " + run.uid() + " " + text);
  }

  private static String clipped(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
