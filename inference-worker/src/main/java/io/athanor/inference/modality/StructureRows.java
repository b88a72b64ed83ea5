package io.athanor.inference.modality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads structures from gzip JSON lines, row by row: {@code id}, {@code cell} (lengths in Angstrom,
 * angles in degrees), {@code species}, {@code frac}, {@code split}.
 */
public final class StructureRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StructureRows() {}

  /**
   * A row that is no structure.
   *
   * @param line of the file, from 1
   * @param reason what is wrong with it
   */
  public record Refused(int line, String reason) {}

  /**
   * Hands every structure to a consumer in the order of the file.
   *
   * @return the rows that were left out, with reasons
   * @throws UncheckedIOException if the file cannot be read
   */
  public static List<Refused> read(Path file, Consumer<StructureRow> consumer) {
    List<Refused> refused = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        StructureRow row;
        try {
          row = row(JSON.readTree(line));
        } catch (MaterialException | IOException e) {
          refused.add(new Refused(number, e.getMessage()));
          continue;
        }
        consumer.accept(row);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + file, cause);
    }
    return List.copyOf(refused);
  }

  private static StructureRow row(JsonNode json) {
    JsonNode cell = array(json, "cell", 6);
    JsonNode species = array(json, "species", -1);
    JsonNode positions = array(json, "frac", species.size());
    Lattice lattice =
        new Lattice(
            cell.get(0).asDouble(),
            cell.get(1).asDouble(),
            cell.get(2).asDouble(),
            cell.get(3).asDouble(),
            cell.get(4).asDouble(),
            cell.get(5).asDouble());
    List<Site> sites = new ArrayList<>();
    for (int site = 0; site < species.size(); site++) {
      String symbol = species.get(site).asText();
      JsonNode position = positions.get(site);
      if (position.size() != 3) {
        throw new ModalityException("frac[" + site + "]", "must have 3 numbers");
      }
      sites.add(
          new Site(
              Element.ofSymbol(symbol)
                  .orElseThrow(
                      () -> new ModalityException("species", "unknown element '" + symbol + "'")),
              position.get(0).asDouble(),
              position.get(1).asDouble(),
              position.get(2).asDouble()));
    }
    return new StructureRow(
        json.path("id").asText(), json.path("split").asText(""), new Crystal(lattice, sites));
  }

  private static JsonNode array(JsonNode json, String field, int size) {
    JsonNode array = json.path(field);
    if (!array.isArray() || (size >= 0 && array.size() != size)) {
      throw new ModalityException(
          field, "must be an array" + (size >= 0 ? " of " + size + " entries" : ""));
    }
    return array;
  }
}
