package io.athanor.allinone.bench;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.serving.RawMaterial;
import io.athanor.inference.serving.UnscorableException;
import io.athanor.inference.serving.Verdict;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.data.Digests;
import io.athanor.materials.composition.Element;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The model's embedding of each candidate, standardised, squares summing to about one. Of the
 * structure as the file has it, or, where that was relaxed by quantum mechanics and would give
 * something away, of an ideal cubic perovskite whose edge is the mean of the two that covalent
 * radii in contact give, 2 (rB + rX) and sqrt2 (rA + rX). Computed once and kept in a file.
 */
public final class EmbeddingFeatures {
  private static final int EDGES = 4_000;
  private static final int CHUNK = 512;
  // no model scores fewer than 4 cubic angstrom an atom
  private static final double SHORTEST_EDGE = 3.5;
  private static final double[] IDEAL = {
    0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0.5
  };

  private EmbeddingFeatures() {}

  /**
   * One row a candidate.
   *
   * @param relaxed whether of the structures as they are
   * @param cache directory of kept embeddings
   * @throws IllegalArgumentException where the model refuses a candidate
   */
  static FeatureMatrix of(RareHitsTable table, StoredModel stored, boolean relaxed, Path cache)
      throws IOException {
    return matrix(ByteBuffer.wrap(bytes(table, stored, relaxed, cache)), table.rows().size());
  }

  /** The embeddings as the model gives them, each after a leading 1. */
  static double[][] withConstant(
      RareHitsTable table, StoredModel stored, boolean relaxed, Path cache) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(table, stored, relaxed, cache));
    int columns = bytes.remaining() / Float.BYTES / table.rows().size();
    double[][] rows = new double[table.rows().size()][columns + 1];
    for (double[] row : rows) {
      row[0] = 1;
      for (int i = 1; i <= columns; i++) {
        row[i] = bytes.getFloat();
      }
    }
    return rows;
  }

  private static byte[] bytes(RareHitsTable table, StoredModel stored, boolean relaxed, Path cache)
      throws IOException {
    String ids = table.rows().stream().map(RareHitsTable.Row::id).collect(Collectors.joining("\n"));
    String key =
        Digests.hex(Digests.ofText(String.join("\n", table.digest(), stored.digest(), ids)));
    Path file = cache.resolve("%s-%.16s.f32".formatted(relaxed ? "relaxed" : "ideal", key));
    if (!Files.exists(file)) {
      Files.createDirectories(cache);
      Path part = Files.createTempFile(cache, ".embedding", ".f32");
      try {
        Files.write(part, compute(table, stored, relaxed));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    }
    return Files.readAllBytes(file);
  }

  private static byte[] compute(RareHitsTable table, StoredModel stored, boolean relaxed) {
    List<float[]> embeddings = new ArrayList<>();
    try (OpenModel model = OpenModel.open(stored, DeviceOptions.threads(1, 1), EDGES)) {
      for (int from = 0; from < table.rows().size(); from += CHUNK) {
        List<RareHitsTable.Row> rows =
            table.rows().subList(from, Math.min(table.rows().size(), from + CHUNK));
        List<MaterialGraph> graphs = new ArrayList<>();
        for (RareHitsTable.Row row : rows) {
          graphs.add(graph(model, row, relaxed));
        }
        List<Verdict> verdicts = model.scorer().score(graphs);
        for (int i = 0; i < rows.size(); i++) {
          if (verdicts.get(i) instanceof Verdict.Scored scored) {
            embeddings.add(scored.prediction().embedding());
          } else {
            throw refused(rows.get(i), ((Verdict.Refused) verdicts.get(i)).reason());
          }
        }
      }
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(embeddings.size() * embeddings.get(0).length * Float.BYTES);
    for (float[] embedding : embeddings) {
      for (float value : embedding) {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }

  private static MaterialGraph graph(OpenModel model, RareHitsTable.Row row, boolean relaxed) {
    double edge = idealEdge(row.sites());
    RawMaterial.RawCrystal crystal =
        new RawMaterial.RawCrystal(
            relaxed ? row.cell() : new double[] {edge, edge, edge, 90, 90, 90},
            row.sites().stream().map(Element::symbol).toList(),
            relaxed ? row.fractional() : IDEAL);
    try {
      return model.admission().graph(new RawMaterial(Optional.of(crystal), Optional.empty()));
    } catch (UnscorableException e) {
      throw refused(row, e.getMessage());
    }
  }

  /** Edge of the ideal cubic perovskite of A, B and three X, in angstrom. */
  public static double idealEdge(List<Element> sites) {
    double anion =
        sites.stream().skip(2).mapToDouble(Element::covalentRadius).average().orElseThrow();
    double throughB = 2 * (sites.get(1).covalentRadius() + anion);
    double throughA = Math.sqrt(2) * (sites.get(0).covalentRadius() + anion);
    return Math.max(SHORTEST_EDGE, (throughA + throughB) / 2);
  }

  private static IllegalArgumentException refused(RareHitsTable.Row row, String reason) {
    return new IllegalArgumentException("row " + row.id() + ": the model refuses it: " + reason);
  }

  private static FeatureMatrix matrix(ByteBuffer bytes, int rows) {
    double[][] embeddings = new double[rows][bytes.remaining() / Float.BYTES / rows];
    for (double[] embedding : embeddings) {
      Arrays.setAll(embedding, c -> bytes.getFloat());
    }
    return standardised(embeddings);
  }

  /** Embeddings, one a row, as one group of standardised columns whose squares sum to about one. */
  public static FeatureMatrix standardised(double[][] embeddings) {
    int columns = embeddings[0].length;
    double[] cells = new double[embeddings.length * columns];
    for (int c = 0; c < columns; c++) {
      int at = c;
      double[] column = Arrays.stream(embeddings).mapToDouble(row -> row[at]).toArray();
      PerovskiteFeatures.standardise(column);
      for (int i = 0; i < column.length; i++) {
        cells[i * columns + c] = column[i] / Math.sqrt(columns);
      }
    }
    return new FeatureMatrix(embeddings.length, new int[columns], cells);
  }
}
