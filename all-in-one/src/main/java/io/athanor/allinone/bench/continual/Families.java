package io.athanor.allinone.bench.continual;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The seven anion families of Perov-5 (Castelli et al., 2012; splits of Xie et al., 2022) as tasks
 * in a fixed order: labelled rows of the training and validation splits to learn from, those of the
 * test split to be judged on.
 */
final class Families {
  /** Names in the order in which they are learnt. */
  static final List<String> ORDER = List.of("O3", "O2N", "ON2", "N3", "O2F", "OFN", "O2S");

  private static final int FIRST_ANION = 2;

  /** One family. */
  record Family(String name, List<Sample> train, List<Sample> test) {
    Family {
      train = List.copyOf(train);
      test = List.copyOf(test);
    }

    Family atMost(int trainRows, int testRows) {
      return new Family(
          name,
          train.subList(0, Math.min(train.size(), trainRows)),
          test.subList(0, Math.min(test.size(), testRows)));
    }
  }

  private Families() {}

  /** Reads them, in order. */
  static List<Family> read(Path data, NetworkShape shape) throws IOException {
    Set<Property> heat = Set.of(Property.PEROVSKITE_HEAT);
    List<LabelledStructures.Row> rows =
        LabelledStructures.read(
            data.resolve("structures/perov_5.jsonl.gz"),
            shape,
            row -> row.path("props").path("heat_all").isNumber(),
            heat);
    List<Family> families = new ArrayList<>();
    for (String name : ORDER) {
      List<LabelledStructures.Row> own =
          rows.stream().filter(row -> name(row.fields()).equals(name)).toList();
      families.add(new Family(name, split(own, false), split(own, true)));
    }
    return families;
  }

  private static List<Sample> split(List<LabelledStructures.Row> rows, boolean isTest) {
    return rows.stream()
        .filter(row -> row.fields().path("split").asText().equals("test") == isTest)
        .map(LabelledStructures.Row::sample)
        .toList();
  }

  /** By what stands on the three X sites, in the order of {@link #ORDER}'s names. */
  static String name(JsonNode row) {
    TreeMap<String, Integer> anions = new TreeMap<>();
    for (int site = FIRST_ANION; site < row.path("species").size(); site++) {
      anions.merge(row.path("species").path(site).asText(), 1, Integer::sum);
    }
    for (String name : ORDER) {
      if (anions.equals(counts(name))) {
        return name;
      }
    }
    throw new IllegalArgumentException("species: no family of anions " + anions);
  }

  private static TreeMap<String, Integer> counts(String name) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (int at = 0; at < name.length(); at++) {
      String symbol = name.substring(at, at + 1);
      if (at + 1 < name.length() && Character.isDigit(name.charAt(at + 1))) {
        counts.put(symbol, Character.digit(name.charAt(at + 1), 10));
        at++;
      } else {
        counts.put(symbol, 1);
      }
    }
    return counts;
  }
}
