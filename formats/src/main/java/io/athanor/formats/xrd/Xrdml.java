package io.athanor.formats.xrd;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Numbers;
import io.athanor.formats.text.Spelled;
import io.athanor.materials.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * XRDML (PANalytical, schema 1.0 to 2.3): one reading per scan. The abscissa is 2theta where it
 * moves, otherwise the first axis that does; counts are multiplied by the beam attenuation factors
 * where the file gives them. The wavelength is the one the file intends; without a line chosen it
 * is the mean of K-alpha 1 and 2, weighted by their ratio.
 */
public final class Xrdml implements FileFormat {
  private static final String NAME = "XRDML";
  private static final String WAVELENGTH = "radiation_wavelength";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    return Lines.head(file, 4096).contains("<xrdMeasurements");
  }

  @Override
  public Contents read(SourceFile file) {
    Xml.Element root = Xml.parse(NAME, file.bytes());
    if (!root.name().equals("xrdMeasurements")) {
      throw new FormatException(NAME, root.name(), "is not the root xrdMeasurements");
    }
    Optional<String> sample =
        Made.name(root.textAt("sample", "id")).or(() -> Made.name(root.textAt("sample", "name")));
    List<Statement> readings = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Xml.Element measurement : root.all("xrdMeasurement")) {
      Map<String, Quantity> conditions = conditions(measurement, remarks);
      for (Xml.Element scan : measurement.all("scan")) {
        String run = "scan-" + (readings.size() + 1);
        readings.add(reading(run, scan, sample, conditions, remarks));
      }
    }
    if (readings.isEmpty()) {
      throw new FormatException(NAME, "xrdMeasurement", "holds no scan");
    }
    return new Contents(NAME, readings, remarks);
  }

  private static Statement reading(
      String run,
      Xml.Element scan,
      Optional<String> sample,
      Map<String, Quantity> common,
      List<String> remarks) {
    Xml.Element points =
        scan.at("dataPoints")
            .orElseThrow(() -> new FormatException(NAME, run, "has no dataPoints"));
    double[] intensity = intensity(run, points, remarks);
    Xml.Element moving = movingAxis(run, points);
    Made.Axis x =
        new Made.Axis(
            Spelled.name(moving.attribute("axis")),
            Spelled.unit(NAME, run + " " + moving.attribute("axis"), moving.attribute("unit")));
    Map<String, Quantity> conditions = new TreeMap<>(common);
    points
        .at("commonCountingTime")
        .ifPresent(
            time -> conditions.put("counting_time", quantity(run + " commonCountingTime", time)));
    String status = scan.attribute("status");
    if (!status.isEmpty() && !status.equals("Completed")) {
      remarks.add(run + " ended with the status '" + shortened(status) + "' and is kept as it is");
    }
    String started = scan.textAt("header", "startTimeStamp");
    Optional<Instant> occurredAt = Made.instant(started);
    if (occurredAt.isEmpty()) {
      remarks.add(run + ": the file states no start time with its offset from UTC");
    }
    boolean pattern = x.name().equals("two_theta");
    return new Statement.Reading(
        run,
        sample,
        Made.name(scan.textAt("header", "source", "instrumentID")),
        pattern ? "powder-diffraction" : "x-ray-scan",
        occurredAt,
        Optional.empty(),
        Made.curve(
            NAME,
            run,
            x,
            positions(run, moving, intensity.length),
            new Made.Axis("intensity", "{counts}"),
            intensity,
            conditions),
        false);
  }

  private static Xml.Element movingAxis(String run, Xml.Element points) {
    List<Xml.Element> moving =
        points.all("positions").stream()
            .filter(
                each ->
                    each.at("startPosition").isPresent() || each.at("listPositions").isPresent())
            .toList();
    return moving.stream()
        .filter(each -> each.attribute("axis").equals("2Theta"))
        .findFirst()
        .or(() -> moving.stream().findFirst())
        .orElseThrow(() -> new FormatException(NAME, run, "no axis moves: positions are missing"));
  }

  private static double[] positions(String run, Xml.Element axis, int count) {
    if (axis.at("listPositions").isPresent()) {
      return numbers(run + " listPositions", axis.textAt("listPositions"));
    }
    return Made.grid(
        number(run + " startPosition", axis.textAt("startPosition")),
        number(run + " endPosition", axis.textAt("endPosition")),
        count);
  }

  private static double[] intensity(String run, Xml.Element points, List<String> remarks) {
    Optional<Xml.Element> corrected = points.at("intensities");
    if (corrected.isPresent()) {
      return numbers(run + " intensities", corrected.get().text());
    }
    double[] counts =
        points
            .at("counts")
            .map(each -> numbers(run + " counts", each.text()))
            .orElseThrow(
                () -> new FormatException(NAME, run, "has neither counts nor intensities"));
    Optional<Xml.Element> factors = points.at("beamAttenuationFactors");
    if (factors.isPresent()) {
      double[] factor = numbers(run + " beamAttenuationFactors", factors.get().text());
      if (factor.length != counts.length) {
        throw new FormatException(
            NAME,
            run + " beamAttenuationFactors",
            "has " + factor.length + " numbers for " + counts.length + " counts");
      }
      for (int i = 0; i < counts.length; i++) {
        counts[i] *= factor[i];
      }
      remarks.add(run + ": counts are multiplied by the beam attenuation factors");
    }
    return counts;
  }

  private static Map<String, Quantity> conditions(Xml.Element measurement, List<String> remarks) {
    Optional<Xml.Element> used = measurement.at("usedWavelength");
    if (used.isEmpty()) {
      remarks.add("the file states no wavelength");
      return Map.of();
    }
    String intended = used.get().attribute("intended");
    if (intended.equals("K-Beta")) {
      return line(used.get(), "kBeta");
    }
    if (intended.equals("K-Alpha 1") || used.get().at("kAlpha2").isEmpty()) {
      return line(used.get(), "kAlpha1");
    }
    Quantity first = quantity("kAlpha1", used.get().at("kAlpha1").orElseThrow(Xrdml::noLine));
    Quantity second =
        quantity("kAlpha2", used.get().at("kAlpha2").orElseThrow(Xrdml::noLine)).to(first.unit());
    double ratio = number("ratioKAlpha2KAlpha1", used.get().textAt("ratioKAlpha2KAlpha1"));
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new FormatException(NAME, "ratioKAlpha2KAlpha1", "is not between 0 and 1");
    }
    double mean = (first.value() + ratio * second.value()) / (1 + ratio);
    return Map.of(WAVELENGTH, Quantity.of(mean, first.unit()));
  }

  private static Map<String, Quantity> line(Xml.Element used, String line) {
    return Map.of(WAVELENGTH, quantity(line, used.at(line).orElseThrow(Xrdml::noLine)));
  }

  private static FormatException noLine() {
    return new FormatException(NAME, "usedWavelength", "lacks the wavelength that it intends");
  }

  private static Quantity quantity(String place, Xml.Element element) {
    String unit = Spelled.unit(NAME, place, element.attribute("unit"));
    if (place.startsWith("kAlpha") || place.equals("kBeta")) {
      Spelled.requireLength(NAME, place, unit);
    }
    return Quantity.of(number(place, element.text()), unit);
  }

  private static double number(String place, String text) {
    return Numbers.parse(text)
        .orElseThrow(() -> new FormatException(NAME, place, "is missing or no number"));
  }

  private static double[] numbers(String place, String text) {
    Numbers.Growing numbers = new Numbers.Growing(NAME);
    Numbers.words(text, word -> numbers.add(number(place, word)));
    return numbers.toArray();
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40);
  }
}
