package io.athanor.allinone.bench.inverse;

import io.athanor.generator.Brief;
import io.athanor.generator.Draft;
import io.athanor.generator.Generator;
import io.athanor.generator.Rules;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores every cell of the table that may be proposed and drafts the best: what a search that loses
 * nothing would find, which a table allows and chemistry does not.
 *
 * @param cells the table
 */
record EveryCell(PerovskiteCells cells) implements Generator {
  @Override
  public String name() {
    return "enumeration";
  }

  @Override
  public List<Draft> drafts(Brief brief, int count, long seed) {
    List<Crystal> crystals = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      Crystal crystal = cells.crystal(cell);
      if (Rules.objection(brief.rules(), crystal).isEmpty()) {
        crystals.add(crystal);
      }
    }
    double[] merits = brief.merit().of(brief.surrogate().assess(crystals));
    return IntStream.range(0, merits.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -merits[i]))
        .limit(count)
        .map(i -> new Draft(crystals.get(i), List.of(), List.of(), List.of("best of all cells")))
        .toList();
  }
}
