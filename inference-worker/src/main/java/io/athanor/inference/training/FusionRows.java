package io.athanor.inference.training;

import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PowderPhase;
import io.athanor.inference.modality.StructureRows;
import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.NetworkSession;
import io.athanor.materials.MaterialException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Puts together what is known of each material: features, lines of its pattern, literature. */
public final class FusionRows {
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
