package io.athanor.formats.literature;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.formats.document.JsonText;
import io.athanor.materials.composition.Composition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How often materials are mentioned in abstracts, in the format of mat2vec's thermoelectric data: a
 * JSON object {@code formula: [{spelling: count}, mentioned with keywords, [power factors] or
 * null]} (Tshitoyan et al., Nature 571, 95 (2019)).
 *
 * @param entries in the order of the file
 * @param skipped names that are no formulas
 */
public record MaterialMentions(List<Entry> entries, int skipped) {
  private static final String FORMAT = "mat2vec mentions";

  /** Copies the list. */
  public MaterialMentions {
    entries = List.copyOf(entries);
  }

  /**
   * One composition.
   *
   * @param composition as the file's key says it
   * @param spellings count of abstracts by spelling
   * @param withKeywords whether it is mentioned together with the keywords
   * @param powerFactor computed, microwatt per kelvin squared and centimetre, at 600 K and 1e20
   *     carriers per cubic centimetre
   */
  public record Entry(
      Composition composition,
      Map<String, Long> spellings,
      boolean withKeywords,
      Optional<Double> powerFactor) {
    /** Sorts the spellings. */
    public Entry {
      spellings = Collections.unmodifiableMap(new TreeMap<>(spellings));
    }

    /** Mentions in all spellings together. */
    public long count() {
      return spellings.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Reads a file.
   *
   * @throws FormatException naming the formula
   */
  public static MaterialMentions read(SourceFile file) {
    JsonNode root = JsonText.document(FORMAT, file.bytes());
    List<Entry> entries = new ArrayList<>();
    int skipped = 0;
    for (Map.Entry<String, JsonNode> each : root.properties()) {
      Optional<Composition> composition = composition(each.getKey());
      if (composition.isEmpty()) {
        skipped++;
      } else {
        entries.add(entry(composition.get(), each.getValue()));
      }
    }
    if (entries.isEmpty()) {
      throw new FormatException(FORMAT, "", "holds no formula");
    }
    return new MaterialMentions(entries, skipped);
  }

  private static Entry entry(Composition composition, JsonNode value) {
    if (!value.path(0).isObject()) {
      throw new FormatException(FORMAT, composition.formula(), "has no counts by spelling");
    }
    Map<String, Long> spellings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> spelling : value.path(0).properties()) {
      JsonNode count = spelling.getValue();
      if (!count.isIntegralNumber() || count.longValue() < 0 || !count.canConvertToInt()) {
        throw new FormatException(FORMAT, composition.formula(), "has a count that is none");
      }
      spellings.put(spelling.getKey(), count.longValue());
    }
    JsonNode factor = value.path(2).path(0);
    boolean known = factor.isNumber() && Double.isFinite(factor.doubleValue());
    return new Entry(
        composition,
        spellings,
        value.path(1).asBoolean(false),
        known ? Optional.of(factor.doubleValue()) : Optional.empty());
  }

  private static Optional<Composition> composition(String formula) {
    try {
      return Optional.of(Composition.parse(formula));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
