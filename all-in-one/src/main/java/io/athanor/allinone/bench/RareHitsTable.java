package io.athanor.allinone.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.inference.training.data.Digests;
import io.athanor.materials.composition.Element;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A closed table of ABX3 structures: every candidate's properties are known, so a hit is a fact.
 *
 * @param rows candidates in the order of the file
 * @param digest SHA-256 of the file
 */
record RareHitsTable(List<Row> rows, String digest) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SITES = 5;
  private static final int COORDINATES = 3;

  /**
   * One candidate.
   *
   * @param sites elements on A, B and the three X
   * @param cell a, b, c in angstrom, then angles in degrees
   * @param fractional coordinates of the sites, end to end
   * @param values properties, in the order asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Row(String id, List<Element> sites, double[] cell, double[] fractional, double[] values) {}

  RareHitsTable {
    rows = List.copyOf(rows);
  }

  /**
   * Reads JSON lines, gzip or not: {@code {"id", "split", "species": [A, B, X, X, X], "cell",
   * "frac", "props": {name: value}}}. Rows of other splits, and rows that lack one of the
   * properties, are no candidates.
   *
   * @throws IllegalArgumentException naming file, line, field and reason
   */
  static RareHitsTable read(Path file, Set<String> splits, List<String> properties)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    String digest;
    try {
      digest = Digests.hex(Digests.ofFile(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("--structures: " + file + " is not there", e);
    }
    try (BufferedReader lines = open(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String place = file.getFileName() + ":" + number;
        JsonNode node = parse(place, line);
        boolean wanted = splits.contains(node.path("split").asText());
        if (wanted
            && properties.stream().allMatch(name -> node.path("props").path(name).isNumber())) {
          rows.add(row(place, node, properties));
        }
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "--structures: %s has no row of split %s with %s"
              .formatted(file, String.join(" or ", splits), String.join(" and ", properties)));
    }
    return new RareHitsTable(rows, digest);
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    boolean zipped = String.valueOf(file.getFileName()).endsWith(".gz");
    return new BufferedReader(
        new InputStreamReader(zipped ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8));
  }

  private static JsonNode parse(String place, String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(place + ": is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Row row(String place, JsonNode node, List<String> properties) {
    List<Element> sites = new ArrayList<>();
    for (JsonNode each : node.path("species")) {
      sites.add(
          Element.ofSymbol(each.asText())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          place + ": species: '" + each.asText() + "' is no element")));
    }
    if (sites.size() != SITES) {
      throw new IllegalArgumentException(
          place + ": species: expected five, A, B and three X, got " + sites.size());
    }
    double[] cell = numbers(place + ": cell", node.path("cell"), 2 * COORDINATES);
    double[] fractional = new double[SITES * COORDINATES];
    for (int i = 0; i < SITES; i++) {
      double[] site = numbers(place + ": frac[" + i + "]", node.path("frac").path(i), COORDINATES);
      System.arraycopy(site, 0, fractional, i * COORDINATES, COORDINATES);
    }
    double[] values =
        properties.stream().mapToDouble(name -> node.path("props").path(name).asDouble()).toArray();
    return new Row(node.path("id").asText(place), List.copyOf(sites), cell, fractional, values);
  }

  private static double[] numbers(String place, JsonNode list, int count) {
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = list.get(i).isNumber() ? list.get(i).doubleValue() : Double.NaN;
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalArgumentException(place + "[" + i + "]: is no number");
      }
    }
    if (numbers.length != count) {
      throw new IllegalArgumentException(
          place + ": expected " + count + " numbers, got " + numbers.length);
    }
    return numbers;
  }
}
