package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.LabelledStream;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Computed perovskites by their cations: heats of formation of oxides, and then of those with
 * another anion.
 */
public final class AnionSwitch {
  private static final int LEARNT = 600;
  private static final int USUAL = 300;
  private static final int AFTER = 400;

  private AnionSwitch() {}

  /**
   * Streams by seed.
   *
   * @param structures Perov-5 as JSON lines
   * @param anion of the second part, on all three places
   * @param seeds how many, from 1
   * @throws IllegalArgumentException where there are too few of either
   */
  public static List<LabelledStream> streams(Path structures, String anion, int seeds)
      throws IOException {
    RareHitsTable table =
        RareHitsTable.read(structures, Set.of("train", "val", "test"), List.of("heat_all"));
    List<RareHitsTable.Row> oxides = AdaptationStreams.with(table.rows(), "O");
    List<RareHitsTable.Row> others = AdaptationStreams.with(table.rows(), anion);
    if (oxides.size() < LEARNT + USUAL || others.size() < AFTER) {
      throw new IllegalArgumentException(
          "%s: %d oxides and %d with %s are too few"
              .formatted(structures, oxides.size(), others.size(), anion));
    }
    TreeSet<String> names = new TreeSet<>();
    oxides.forEach(row -> names.addAll(AdaptationStreams.cations(row)));
    others.forEach(row -> names.addAll(AdaptationStreams.cations(row)));
    List<String> columns = List.copyOf(names);
    return LongStream.rangeClosed(1, seeds)
        .mapToObj(seed -> stream(oxides, others, columns, seed))
        .toList();
  }

  private static LabelledStream stream(
      List<RareHitsTable.Row> oxides,
      List<RareHitsTable.Row> others,
      List<String> columns,
      long seed) {
    List<RareHitsTable.Row> rows =
        new ArrayList<>(
            AdaptationStreams.shuffled(oxides, Seeds.stream(seed, "oxides"))
                .subList(0, LEARNT + USUAL));
    rows.addAll(AdaptationStreams.shuffled(others, Seeds.stream(seed, "others")).subList(0, AFTER));
    return new LabelledStream(
        rows.stream().map(row -> AdaptationStreams.features(row, columns)).toList(),
        rows.stream().mapToDouble(row -> row.values()[0]).toArray(),
        LEARNT,
        LEARNT + USUAL);
  }
}
