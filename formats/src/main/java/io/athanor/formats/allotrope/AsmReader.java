package io.athanor.formats.allotrope;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.Contents;
import io.athanor.formats.FormatException;
import io.athanor.formats.Payload;
import io.athanor.formats.Statement;
import io.athanor.formats.document.JsonText;
import io.athanor.formats.document.Names;
import io.athanor.materials.unit.Quantity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The measurements of one document. */
final class AsmReader {
  private final String technique;
  private final JsonNode aggregate;
  private final Optional<String> instrument;
  private final List<Statement> statements = new ArrayList<>();
  private final Map<String, Integer> remarks = new TreeMap<>();
  private final Map<String, Integer> runs = new HashMap<>();
  private final Map<String, String> samples = new HashMap<>();

  /** Where a measurement belongs. */
  private record Measurement(
      String id, Optional<String> sample, Optional<Instant> at, Map<String, Quantity> settings) {}

  AsmReader(String technique, JsonNode aggregate) {
    this.technique = technique;
    this.aggregate = aggregate;
    this.instrument =
        JsonText.text(
            aggregate.path("device system document"),
            "asset management identifier",
            "device identifier",
            "equipment serial number",
            "model number");
  }

  Contents contents() {
    for (Map.Entry<String, JsonNode> field : aggregate.properties()) {
      if (field.getValue().isArray()) {
        field.getValue().forEach(document -> aggregate(document));
      }
    }
    aggregate
        .path("calculated data aggregate document")
        .path("calculated data document")
        .forEach(this::calculated);
    List<String> said = new ArrayList<>();
    remarks.forEach((text, n) -> said.add(n == 1 ? text : text + " (" + n + " times)"));
    if (statements.isEmpty()) {
      throw new FormatException(
          AllotropeFormat.NAME,
          "",
          said.isEmpty()
              ? "holds no measurement"
              : "holds nothing that can be read: " + said.get(0));
    }
    return new Contents(AllotropeFormat.NAME, statements, said);
  }

  private void aggregate(JsonNode document) {
    JsonNode measurements = document.path("measurement aggregate document");
    Optional<Instant> at = time(measurements, "measurement time");
    for (JsonNode measurement : measurements.path("measurement document")) {
      measurement(measurement, at);
    }
  }

  private void measurement(JsonNode document, Optional<Instant> at) {
    String id = JsonText.text(document, "measurement identifier").orElse("measurement");
    JsonNode sample = document.path("sample document");
    Optional<String> sampleId =
        JsonText.text(sample, "sample identifier", "written name", "location identifier");
    sampleId.ifPresent(name -> samples.put(id, name));
    Map<String, Quantity> settings = new TreeMap<>();
    for (JsonNode device :
        document.path("device control aggregate document").path("device control document")) {
      quantities(device, settings);
    }
    Measurement measurement =
        new Measurement(
            id,
            sampleId,
            time(document, "measurement time")
                .or(() -> time(document.path("injection document"), "injection time"))
                .or(() -> at),
            settings);
    scalars(measurement, document);
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (field.getValue().has("cube-structure")) {
        cube(measurement, field.getKey(), field.getValue());
      }
    }
    for (JsonNode error : document.path("error aggregate document").path("error document")) {
      remark("the instrument reports '" + clipped(error.path("error").asText("")) + "'");
    }
  }

  private void scalars(Measurement measurement, JsonNode document) {
    Map<String, Quantity> values = new TreeMap<>();
    quantities(document, values);
    int peaks = 0;
    for (JsonNode processed :
        document.path("processed data aggregate document").path("processed data document")) {
      quantities(processed, values);
      for (JsonNode peak : processed.path("peak list").path("peak")) {
        Map<String, Quantity> found = new TreeMap<>();
        quantities(peak, found);
        peaks++;
        say(measurement, "/peak/" + peaks, found);
      }
    }
    if (!values.isEmpty()) {
      // an absorbance means nothing without its wavelength
      measurement.settings().forEach(values::putIfAbsent);
      say(measurement, "", values);
    }
  }

  private void say(Measurement measurement, String suffix, Map<String, Quantity> values) {
    if (!values.isEmpty()) {
      say(measurement, measurement.id() + suffix, "scalar", new Payload.Scalars(values));
    }
  }

  private void say(Measurement measurement, String run, String technique, Payload payload) {
    int count = runs.merge(run, 1, Integer::sum);
    statements.add(
        new Statement.Reading(
            count == 1 ? run : run + "#" + count,
            measurement.sample(),
            instrument,
            technique,
            measurement.at(),
            Optional.empty(),
            payload,
            false));
  }

  private void cube(Measurement measurement, String name, JsonNode cube) {
    JsonNode dimensions = cube.path("cube-structure").path("dimensions");
    JsonNode measures = cube.path("cube-structure").path("measures");
    JsonNode data = cube.path("data");
    if (dimensions.size() != 1) {
      remark(clipped(name) + " stays out: it has " + dimensions.size() + " dimensions, not one");
      return;
    }
    String xName = dimensions.get(0).path("concept").asText("x");
    Optional<String> xUnit = unit(xName, dimensions.get(0));
    Optional<double[]> x = numbers(data.path("dimensions").path(0));
    for (int i = 0; i < measures.size(); i++) {
      String yName = measures.get(i).path("concept").asText("y");
      Optional<String> yUnit = unit(yName, measures.get(i));
      Optional<double[]> y = numbers(data.path("measures").path(i));
      if (xUnit.isEmpty() || yUnit.isEmpty()) {
        continue;
      }
      if (x.isEmpty() || y.isEmpty()) {
        remark(clipped(name) + " stays out: its data are not all numbers");
        continue;
      }
      curve(
          measurement, name, Names.snake(xName), xUnit.get(), x.get(), yName, yUnit.get(), y.get());
    }
  }

  private void curve(
      Measurement measurement,
      String cube,
      String xName,
      String xUnit,
      double[] x,
      String yName,
      String yUnit,
      double[] y) {
    String name = Names.snake(yName);
    boolean absorption = xName.equals("wavelength") && name.equals("absorbance");
    try {
      Payload.Curve curve =
          new Payload.Curve(xName, xUnit, x.clone(), name, yUnit, y, measurement.settings());
      say(
          measurement,
          measurement.id() + "/" + clipped(cube) + "/" + name,
          absorption ? "uv-vis-absorption" : technique,
          curve);
    } catch (IllegalArgumentException e) {
      remark(clipped(cube) + " stays out: " + e.getMessage());
    }
  }

  private void calculated(JsonNode document) {
    Map<String, Quantity> values = new TreeMap<>();
    String name = JsonText.text(document, "calculated data name").orElse("calculated result");
    quantity(name, document.path("calculated result"))
        .ifPresent(value -> values.put(Names.snake(name), value));
    JsonNode sources = document.path("data source aggregate document").path("data source document");
    Optional<String> sample =
        Optional.ofNullable(samples.get(sources.path(0).path("data source identifier").asText("")));
    String id = JsonText.text(document, "calculated data identifier").orElse("calculated");
    say(new Measurement(id, sample, Optional.empty(), Map.of()), "", values);
  }

  /** Fields of the form {@code {"value": 1, "unit": "nm"}}, also those of custom information. */
  private void quantities(JsonNode document, Map<String, Quantity> values) {
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (field.getKey().equals("custom information document")) {
        quantities(field.getValue(), values);
      } else if (field.getValue().has("value") && field.getValue().has("unit")) {
        quantity(field.getKey(), field.getValue())
            .ifPresent(value -> values.put(Names.snake(field.getKey()), value));
      }
    }
  }

  private Optional<Quantity> quantity(String name, JsonNode field) {
    if (!field.isObject()) {
      return Optional.empty();
    }
    JsonNode value = field.path("value");
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      remark(clipped(name) + " stays out: its value is no finite number");
      return Optional.empty();
    }
    return unit(name, field).map(unit -> Quantity.of(value.doubleValue(), unit));
  }

  private Optional<String> unit(String name, JsonNode field) {
    String spelled = field.path("unit").asText("");
    Optional<String> unit = Names.unit(spelled);
    if (unit.isEmpty()) {
      remark(clipped(name) + " stays out: its unit '" + clipped(spelled) + "' is not known");
    }
    return unit;
  }

  private static Optional<double[]> numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode each = array.path(i);
      numbers[i] = each.isNumber() ? each.doubleValue() : Double.NaN;
      if (!Double.isFinite(numbers[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(numbers);
  }

  private static Optional<Instant> time(JsonNode document, String field) {
    try {
      return JsonText.text(document, field)
          .map(text -> OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void remark(String text) {
    remarks.merge(text, 1, Integer::sum);
  }

  private static String clipped(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
