package io.athanor.inference.training;

import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PowderPhase;
import io.athanor.inference.modality.StructureRows;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkSession;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Element;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Puts together what is known of each material: features, lines of its pattern, literature. */
public final class FusionRows {
  /** The literature model whose element vectors stand in for documents. */
  public static final LiteratureInput.Model MAT2VEC = new LiteratureInput.Model("mat2vec", 200);

  private static final int BATCH = 64;

  private FusionRows() {}

  /**
   * Rows of the samples that also have a pattern and a literature vector.
   *
   * @param session the trained crystal network
   * @param structures file of {@code structures/} that the samples are from
   */
  public static List<FusionTrainer.Row> of(
      NetworkSession session,
      List<Sample> samples,
      Path structures,
      LiteratureInput.ElementTable table) {
    Map<String, Integer> places = new HashMap<>();
    for (int index = 0; index < samples.size(); index++) {
      places.put(samples.get(index).id(), index);
    }
    List<float[]> crystals = features(session, samples, InputMode.CRYSTAL);
    List<float[]> compositions = features(session, samples, InputMode.COMPOSITION);
    FusionTrainer.Row[] rows = new FusionTrainer.Row[samples.size()];
    StructureRows.read(
        structures,
        row -> {
          Integer at = places.get(row.id());
          if (at != null) {
            try {
              rows[at] =
                  new FusionTrainer.Row(
                      samples.get(at),
                      crystals.get(at),
                      compositions.get(at),
                      PowderPhase.of(row.crystal()),
                      LiteratureInput.of(table, row.crystal().composition()));
            } catch (MaterialException none) {
              // a cell without a line in range, or an element without a vector: nothing to fuse
              rows[at] = null;
            }
          }
        });
    return Arrays.stream(rows).filter(row -> row != null).toList();
  }

  /** Element vectors of a CSV table: symbol, then numbers; a first line of names. */
  public static LiteratureInput.ElementTable vectors(Path file, LiteratureInput.Model model) {
    Map<Element, float[]> vectors = new EnumMap<>(Element.class);
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        float[] vector = new float[cells.length - 1];
        for (int column = 0; column < vector.length; column++) {
          vector[column] = Float.parseFloat(cells[column + 1]);
        }
        Element.ofSymbol(cells[0]).ifPresent(element -> vectors.put(element, vector));
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("cannot read " + file, cause);
    }
    return new LiteratureInput.ElementTable(model, vectors);
  }

  private static List<float[]> features(
      NetworkSession session, List<Sample> samples, InputMode mode) {
    int width = session.network().shape().width();
    List<float[]> features = new ArrayList<>();
    for (int start = 0; start < samples.size(); start += BATCH) {
      List<MaterialGraph> graphs =
          samples.subList(start, Math.min(samples.size(), start + BATCH)).stream()
              .map(sample -> sample.graph(mode))
              .toList();
      int[] sources =
          samples.subList(start, start + graphs.size()).stream().mapToInt(Sample::source).toArray();
      float[] flat =
          session.forward(GraphBatch.of(session.network().shape(), graphs, sources)).embeddings();
      IntStream.range(0, graphs.size())
          .forEach(row -> features.add(Arrays.copyOfRange(flat, row * width, (row + 1) * width)));
    }
    return features;
  }
}
