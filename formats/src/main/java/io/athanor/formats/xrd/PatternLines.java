package io.athanor.formats.xrd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.Statement;
import io.athanor.formats.text.Lines;
import io.athanor.formats.text.Made;
import io.athanor.formats.text.Numbers;
import io.athanor.materials.composition.Composition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Powder patterns as JSON lines: an object per line with {@code id}, {@code two_theta} (degrees)
 * and {@code intensity}. A single name under {@code phases} is what the sample is meant to be.
 */
public final class PatternLines implements FileFormat {
  private static final String NAME = "patterns as JSON lines";
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_PATTERNS = 100_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    String head = Lines.head(file, 4096).stripLeading();
    return head.startsWith("{") && head.contains("\"two_theta\"");
  }

  @Override
  public Contents read(SourceFile file) {
    Lines lines = Lines.of(NAME, file);
    List<Statement> readings = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isBlank()) {
        continue;
      }
      Pattern pattern = pattern(lines.place(), line);
      if (!ids.add(pattern.id)) {
        throw new FormatException(NAME, lines.place(), "its id appears twice in the file");
      }
      if (ids.size() > MOST_PATTERNS) {
        throw new FormatException(NAME, "", "has more than " + MOST_PATTERNS + " patterns");
      }
      readings.add(reading(lines.place(), pattern));
    }
    return new Contents(
        NAME,
        readings,
        List.of(
            "two_theta is taken to be in degrees and intensity as it is: the file states no units",
            "the file states no wavelength, so no lattice is derived from it"));
  }

  private static Statement reading(String place, Pattern pattern) {
    return new Statement.Reading(
        pattern.id,
        Optional.of(pattern.id),
        Optional.empty(),
        "powder-diffraction",
        Optional.empty(),
        pattern.phases.size() == 1 ? composition(pattern.phases.get(0)) : Optional.empty(),
        Made.curve(
            NAME,
            place,
            new Made.Axis("two_theta", "deg"),
            pattern.twoTheta.toArray(),
            new Made.Axis("intensity", "1"),
            pattern.intensity.toArray(),
            Map.of()),
        false);
  }

  private static Optional<Composition> composition(String phase) {
    try {
      return Optional.of(Composition.parse(phase));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a mineral's name, not a formula
    }
  }

  private static final class Pattern {
    private String id = "";
    private final List<String> phases = new ArrayList<>();
    private final Numbers.Growing twoTheta = new Numbers.Growing(NAME);
    private final Numbers.Growing intensity = new Numbers.Growing(NAME);
  }

  private static Pattern pattern(String place, String line) {
    Pattern pattern = new Pattern();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new FormatException(NAME, place, "is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "id" -> pattern.id = parser.getText();
          case "two_theta" -> numbers(place, field, parser, pattern.twoTheta);
          case "intensity" -> numbers(place, field, parser, pattern.intensity);
          case "phases" -> phases(parser, pattern.phases);
          default -> parser.skipChildren();
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new FormatException(NAME, place, "is not one whole JSON object");
      }
    } catch (IOException e) {
      throw new FormatException(NAME, place, "is truncated or no JSON");
    }
    pattern.id = Made.name(pattern.id).orElse(place);
    return pattern;
  }

  private static void phases(JsonParser parser, List<String> phases) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.VALUE_STRING) {
      phases.add(parser.getText());
    }
    while (parser.currentToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private static void numbers(
      String place, String field, JsonParser parser, Numbers.Growing numbers) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new FormatException(NAME, place + ", " + field, "is no list of numbers");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null || !parser.currentToken().isNumeric()) {
        throw new FormatException(NAME, place + ", " + field, "holds something that is no number");
      }
      double value = parser.getDoubleValue();
      if (!Double.isFinite(value)) {
        throw new FormatException(NAME, place + ", " + field, "holds a number that is too large");
      }
      numbers.add(value);
    }
  }
}
