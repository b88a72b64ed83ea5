package io.athanor.inference.training;

import io.athanor.inference.modality.Given;
import io.athanor.inference.modality.Known;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PatternAugmentation;
import io.athanor.inference.modality.PatternInput;
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
import java.util.Objects;
import java.util.stream.IntStream;

/** Puts together what is known of each material: features, lines of its pattern, literature. */
public final class FusionRows {
  private static final int BATCH = 64;

  private FusionRows() {}

  /**
   * A material with its pattern as a laboratory measures it.
   *
   * @param sample its labels and graphs
   * @param pattern measured
   * @param literature its literature vector
   */
  public record Measured(Sample sample, PatternInput pattern, LiteratureInput literature) {
    /** As much of it as is given. */
    public Known known(Given given) {
      return new Known(
          sample.graph(given.mode()),
          given.pattern() ? pattern : null,
          given.literature() ? literature : null);
    }
  }

  /** A structure's lines and literature. */
  private record Beside(PowderPhase phase, LiteratureInput literature) {}

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
    List<float[]> crystals = features(session, samples, InputMode.CRYSTAL);
    List<float[]> compositions = features(session, samples, InputMode.COMPOSITION);
    List<FusionTrainer.Row> rows = new ArrayList<>();
    Beside[] beside = beside(samples, structures, table);
    for (int at = 0; at < beside.length; at++) {
      if (beside[at] != null) {
        rows.add(
            new FusionTrainer.Row(
                samples.get(at),
                crystals.get(at),
                compositions.get(at),
                beside[at].phase(),
                beside[at].literature()));
      }
    }
    return rows;
  }

  /**
   * The same rows, each with one measured pattern.
   *
   * @param seed of the measurements
   */
  public static List<Measured> measured(
      List<Sample> samples, Path structures, LiteratureInput.ElementTable table, long seed) {
    PatternAugmentation laboratory = PatternAugmentation.laboratory();
    Beside[] beside = beside(samples, structures, table);
    return IntStream.range(0, beside.length)
        .mapToObj(
            at ->
                beside[at] == null
                    ? null
                    : new Measured(
                        samples.get(at),
                        PatternInput.of(laboratory.measure(beside[at].phase(), seed + at)),
                        beside[at].literature()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** One a sample; null for a cell without a line in range, or an element without a vector. */
  private static Beside[] beside(
      List<Sample> samples, Path structures, LiteratureInput.ElementTable table) {
    Map<String, Integer> places = new HashMap<>();
    for (int index = 0; index < samples.size(); index++) {
      places.put(samples.get(index).id(), index);
    }
    Beside[] beside = new Beside[samples.size()];
    StructureRows.read(
        structures,
        row -> {
          Integer at = places.get(row.id());
          if (at != null) {
            try {
              beside[at] =
                  new Beside(
                      PowderPhase.of(row.crystal()),
                      LiteratureInput.of(table, row.crystal().composition()));
            } catch (MaterialException none) {
              beside[at] = null;
            }
          }
        });
    return beside;
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
