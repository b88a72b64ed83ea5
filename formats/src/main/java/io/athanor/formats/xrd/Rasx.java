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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RASX (Rigaku): a zip archive with a folder {@code DataN} per measurement, in it a profile (angle,
 * counts, attenuation factor) and its conditions in XML. Counts are multiplied by the factor. The
 * wavelength is that of K-alpha 1; where the instrument used both lines, their mean at 2:1.
 */
public final class Rasx implements FileFormat {
  private static final String NAME = "RASX";
  private static final Pattern PROFILE = Pattern.compile("(Data(\\d{1,4}))/Profile\\d{1,4}\\.txt");
  private static final Pattern WANTED =
      Pattern.compile(
          "Data\\d{1,4}/(?:Profile\\d{1,4}\\.txt|Mea?surementConditions\\d{1,4}\\.xml)");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    byte[] bytes = file.bytes();
    boolean zip =
        bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
    if (!zip) {
      return false;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, 8192), StandardCharsets.ISO_8859_1);
    return file.extension().equals("rasx")
        || head.contains("Data0/Profile0.txt")
        || head.contains("MesurementConditions");
  }

  @Override
  public Contents read(SourceFile file) {
    Map<String, byte[]> entries =
        Zip.entries(NAME, file.bytes(), name -> WANTED.matcher(name).matches());
    List<Statement> readings = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      Matcher profile = PROFILE.matcher(entry.getKey());
      if (profile.matches()) {
        String folder = profile.group(1);
        Optional<Xml.Element> conditions =
            entries.entrySet().stream()
                .filter(
                    each -> each.getKey().startsWith(folder + "/") && each.getKey().endsWith("xml"))
                .findFirst()
                .map(each -> Xml.parse(NAME, each.getValue()));
        readings.add(reading(entry.getKey(), entry.getValue(), conditions, remarks));
      }
    }
    if (readings.isEmpty()) {
      throw new FormatException(NAME, "", "holds no Data0/Profile0.txt, so there is no pattern");
    }
    return new Contents(NAME, readings, remarks);
  }

  private static Statement reading(
      String run, byte[] profile, Optional<Xml.Element> conditions, List<String> remarks) {
    Numbers.Growing x = new Numbers.Growing(NAME);
    Numbers.Growing y = new Numbers.Growing(NAME);
    boolean attenuated = false;
    Lines lines = Lines.of(NAME, new SourceFile(run, profile));
    while (lines.hasNext()) {
      String line = lines.next().strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] cells = line.split("\\s+", 5);
      String place = run + " " + lines.place();
      if (cells.length < 2 || cells.length > 3) {
        throw new FormatException(NAME, place, "is not angle, counts, attenuation factor");
      }
      double factor = cells.length == 3 ? number(place, cells[2]) : 1;
      attenuated |= factor != 1;
      x.add(number(place, cells[0]));
      y.add(number(place, cells[1]) * factor);
    }
    if (attenuated) {
      remarks.add(run + ": counts are multiplied by the attenuation factor");
    }
    Xml.Element root = conditions.orElse(null);
    String axis = root == null ? "" : root.textAt("ScanInformation", "AxisName");
    String unit = root == null ? "" : root.textAt("ScanInformation", "PositionUnit");
    if (unit.isEmpty()) {
      throw new FormatException(NAME, run, "the archive states no unit of the angle for it");
    }
    boolean pattern = axis.startsWith("TwoTheta");
    String counts = root.textAt("ScanInformation", "IntensityUnit");
    Optional<Instant> startedAt = Made.instant(root.textAt("ScanInformation", "StartTime"));
    if (startedAt.isEmpty()) {
      remarks.add(run + ": the file states no start time with its offset from UTC");
    }
    return new Statement.Reading(
        run,
        Made.name(root.textAt("GeneralInformation", "SampleName")),
        Made.name(root.textAt("GeneralInformation", "SystemName")),
        pattern ? "powder-diffraction" : "x-ray-scan",
        startedAt,
        Optional.empty(),
        Made.curve(
            NAME,
            run,
            new Made.Axis(
                pattern ? "two_theta" : Spelled.name(axis), Spelled.unit(NAME, run, unit)),
            x.toArray(),
            new Made.Axis(
                "intensity", Spelled.unit(NAME, run, counts.isEmpty() ? "counts" : counts)),
            y.toArray(),
            wavelength(root, remarks)),
        false);
  }

  private static Map<String, Quantity> wavelength(Xml.Element root, List<String> remarks) {
    Map<String, Quantity> conditions = new TreeMap<>();
    Optional<Xml.Element> tube = root.at("HWConfigurations", "XrayGenerator");
    OptionalDouble first =
        Numbers.parse(tube.map(each -> each.textAt("WavelengthKalpha1")).orElse(""));
    OptionalDouble second =
        Numbers.parse(tube.map(each -> each.textAt("WavelengthKalpha2")).orElse(""));
    if (first.isEmpty()) {
      remarks.add("the file states no wavelength");
      return conditions;
    }
    boolean both = tube.get().textAt("WaveType").equals("Ka") && second.isPresent();
    double mean = both ? (2 * first.getAsDouble() + second.getAsDouble()) / 3 : first.getAsDouble();
    // the element has no unit; Rigaku's header says Angstrom throughout
    conditions.put("radiation_wavelength", Quantity.of(mean, "Ao"));
    return conditions;
  }

  private static double number(String place, String text) {
    return Numbers.parse(text)
        .orElseThrow(() -> new FormatException(NAME, place, "holds something that is no number"));
  }
}
