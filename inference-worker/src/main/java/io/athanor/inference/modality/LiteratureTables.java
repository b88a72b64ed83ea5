package io.athanor.inference.modality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.composition.FormulaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads element vectors and counts of mentions as mat2vec publishes them. */
public final class LiteratureTables {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LiteratureTables() {}

  /**
   * A table of comma-separated values: a heading {@code element,0,1,...}, then one line per
   * element. Lines of other names are left out.
   *
   * @param model name of the embedding model
   * @throws ModalityException naming the line that is wrong
   * @throws UncheckedIOException if the file cannot be read
   */
  public static LiteratureInput.ElementTable elements(Path csv, String model) {
    Map<Element, float[]> vectors = new EnumMap<>(Element.class);
    try (BufferedReader reader = Files.newBufferedReader(csv)) {
      String heading = reader.readLine();
      int length = heading == null ? 0 : heading.split(",", -1).length - 1;
      int number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String[] words = line.split(",", -1);
        if (words.length != length + 1) {
          throw new ModalityException(
              "line " + number, "has " + (words.length - 1) + " numbers, not " + length);
        }
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
          vector[i] = number(words[i + 1], number);
        }
        Element.ofSymbol(words[0]).ifPresent(element -> vectors.put(element, vector));
      }
      return new LiteratureInput.ElementTable(new LiteratureInput.Model(model, length), vectors);
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + csv, cause);
    }
  }

  /**
   * How many abstracts mention a material, all its spellings together, by canonical formula: gzip
   * JSON {@code {formula: [{spelling: count}, ...]}}. Names that are no formulas are left out.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Map<String, Long> mentions(Path json) {
    Map<String, Long> mentions = new TreeMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(json))) {
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(in).properties()) {
        String formula;
        try {
          formula = Composition.parse(entry.getKey()).formula();
        } catch (FormulaException e) {
          continue;
        }
        long count = 0;
        for (Map.Entry<String, JsonNode> spelling : entry.getValue().path(0).properties()) {
          count += spelling.getValue().asLong();
        }
        mentions.merge(formula, count, Long::sum);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + json, cause);
    }
    return Collections.unmodifiableMap(mentions);
  }

  private static float number(String word, int line) {
    try {
      return Float.parseFloat(word);
    } catch (NumberFormatException e) {
      throw new ModalityException("line " + line, "'" + word + "' is no number");
    }
  }
}
