package io.athanor.allinone.invention;

import io.athanor.generator.Relaxer;
import io.athanor.inference.relax.EnergySurface;
import io.athanor.inference.relax.RelaxSettings;
import io.athanor.inference.relax.Relaxation;
import io.athanor.materials.crystal.Crystal;
import java.util.ArrayList;
import java.util.List;

/**
 * Relaxes crystals by a network's gradient. What holds elements that the network never saw stays as
 * it is.
 *
 * @param surface the network's energy, which the caller closes
 * @param settings what may move and how far
 */
public record NetworkRelaxer(EnergySurface surface, RelaxSettings settings) implements Relaxer {
  @Override
  public List<Crystal> relax(List<Crystal> crystals) {
    List<Crystal> known = crystals.stream().filter(this::isKnown).toList();
    List<Relaxation> relaxed =
        new io.athanor.inference.relax.Relaxer(surface, settings).relax(known);
    List<Crystal> result = new ArrayList<>();
    int next = 0;
    for (Crystal crystal : crystals) {
      result.add(isKnown(crystal) ? relaxed.get(next++).crystal() : crystal);
    }
    return result;
  }

  private boolean isKnown(Crystal crystal) {
    return crystal.composition().elements().stream()
        .allMatch(element -> surface.knows(element.atomicNumber()));
  }
}
