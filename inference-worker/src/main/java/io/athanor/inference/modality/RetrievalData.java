package io.athanor.inference.modality;

import io.athanor.materials.MaterialException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Structures to learn retrieval from, and structures that nobody has seen.
 *
 * @param training MP-20 training and validation rows, MPTS-52 validation rows, WBM rows; none has
 *     an identifier of an MP-20 test row
 * @param heldOut rows of the MP-20 test split, drawn by the seed
 * @param leftOut how many rows have no pattern (cells that are no solid, elements without
 *     scattering coefficients)
 */
record RetrievalData(List<Entry> training, List<Entry> heldOut, int leftOut) {

  /**
   * One structure.
   *
   * @param phase its lines, to measure patterns of
   * @param calculated its calculated pattern
   * @param numbers what else is known of it
   */
  record Entry(PowderPhase phase, PatternInput calculated, StructureInput numbers) {
    static Entry of(StructureRow row) {
      PowderPhase phase = PowderPhase.of(row.crystal());
      return new Entry(phase, PatternInput.of(phase), StructureInput.of(row.crystal()));
    }
  }

  /**
   * Reads {@code structures/} of a data directory.
   *
   * @param heldOut how many test rows
   * @param every takes every n-th training row only, 1 for all
   */
  static RetrievalData load(Path directory, int heldOut, int every, long seed) {
    Path structures = directory.resolve("structures");
    Set<String> taken = new HashSet<>();
    List<StructureRow> test = new ArrayList<>();
    List<StructureRow> training = new ArrayList<>();
    int refused =
        StructureRows.read(
                structures.resolve("mp20_subset.jsonl.gz"),
                row -> {
                  taken.add(row.id());
                  (row.split().equals("test") ? test : training).add(row);
                })
            .size();
    refused +=
        StructureRows.read(
                structures.resolve("mpts52_val_test.jsonl.gz"),
                row -> {
                  if (row.split().equals("val") && taken.add(row.id())) {
                    training.add(row);
                  }
                })
            .size();
    refused += StructureRows.read(structures.resolve("wbm_10k.jsonl.gz"), training::add).size();
    Collections.shuffle(test, new Random(seed));
    List<Entry> unseen = new ArrayList<>();
    for (StructureRow row : test) {
      if (unseen.size() < heldOut) {
        refused += add(row, unseen);
      }
    }
    List<Entry> seen = new ArrayList<>();
    for (int index = 0; index < training.size(); index += every) {
      refused += add(training.get(index), seen);
    }
    return new RetrievalData(seen, unseen, refused);
  }

  /** 1 if the row has no pattern, else 0. */
  private static int add(StructureRow row, List<Entry> entries) {
    try {
      entries.add(Entry.of(row));
      return 0;
    } catch (MaterialException e) {
      return 1;
    }
  }
}
