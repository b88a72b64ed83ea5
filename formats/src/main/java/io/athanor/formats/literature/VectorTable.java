package io.athanor.formats.literature;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.document.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Vectors by name, all of one length: CSV whose first column is the name (as mat2vec's element
 * vectors are distributed), or a JSON object of arrays (as matscholar's are).
 *
 * @param vectors in the order of the file, at least one; never written to
 */
public record VectorTable(Map<String, double[]> vectors) {
  private static final String FORMAT = "vector table";
  private static final int MOST_ROWS = 1_000_000;

  /** Copies the map and checks that all lengths are one. */
  public VectorTable {
    vectors = Collections.unmodifiableMap(new LinkedHashMap<>(vectors));
    if (vectors.isEmpty()) {
      throw new FormatException(FORMAT, "", "holds no vector");
    }
    int length = vectors.values().iterator().next().length;
    vectors.forEach(
        (name, vector) -> {
          if (vector.length == 0 || vector.length != length) {
            throw new FormatException(
                FORMAT,
                clipped(name),
                "has " + vector.length + " numbers, the first has " + length);
          }
        });
  }

  /** Numbers per vector. */
  public int dimensions() {
    return vectors.values().iterator().next().length;
  }

  /**
   * Reads either format, by content.
   *
   * @throws FormatException naming the line or the key
   */
  public static VectorTable read(SourceFile file) {
    return JsonText.head(file).isPresent() ? ofJson(file.bytes()) : ofCsv(file.bytes());
  }

  private static VectorTable ofJson(byte[] bytes) {
    JsonNode root = JsonText.document(FORMAT, bytes);
    Map<String, double[]> vectors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      double[] vector = new double[entry.getValue().size()];
      for (int i = 0; i < vector.length; i++) {
        JsonNode number = entry.getValue().path(i);
        vector[i] = number.isNumber() ? number.doubleValue() : Double.NaN;
        requireFinite(vector[i], clipped(entry.getKey()));
      }
      vectors.put(entry.getKey(), vector);
    }
    return new VectorTable(vectors);
  }

  private static VectorTable ofCsv(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\\R", MOST_ROWS);
    Map<String, double[]> vectors = new LinkedHashMap<>();
    for (int line = 1; line < lines.length; line++) {
      if (lines[line].isBlank()) {
        continue;
      }
      String place = "line " + (line + 1);
      String[] cells = lines[line].split(",", -1);
      double[] vector = new double[cells.length - 1];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = number(cells[i + 1], place);
      }
      if (vectors.put(cells[0].strip(), vector) != null) {
        throw new FormatException(FORMAT, place, "gives a name a second vector");
      }
    }
    return new VectorTable(vectors);
  }

  private static double number(String cell, String place) {
    double value;
    try {
      value = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    requireFinite(value, place);
    return value;
  }

  private static void requireFinite(double value, String place) {
    if (!Double.isFinite(value)) {
      throw new FormatException(FORMAT, place, "holds something else than finite numbers");
    }
  }

  private static String clipped(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
