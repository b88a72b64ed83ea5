package io.athanor.inference.relax;

import io.athanor.inference.model.TracedCrystal;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.CrystalException;
import java.util.ArrayList;
import java.util.List;

/**
 * Relaxes many crystals side by side: each has a descent of its own, and all that are still on
 * their way are evaluated together.
 */
public final class Relaxer {
  private final EnergySurface surface;
  private final RelaxSettings settings;

  /** Relaxes on a surface, which the caller closes. */
  public Relaxer(EnergySurface surface, RelaxSettings settings) {
    this.surface = surface;
    this.settings = settings;
  }

  /**
   * Relaxes.
   *
   * @return one relaxation per crystal, in order
   * @throws IllegalArgumentException where the model was not trained on an element
   */
  public List<Relaxation> relax(List<Crystal> crystals) {
    List<Relaxation> relaxed = new ArrayList<>();
    for (int at = 0; at < crystals.size(); at += settings.batch()) {
      relaxed.addAll(
          together(crystals.subList(at, Math.min(crystals.size(), at + settings.batch()))));
    }
    return relaxed;
  }

  private List<Relaxation> together(List<Crystal> crystals) {
    List<Descent> descents = new ArrayList<>();
    for (Crystal crystal : crystals) {
      descents.add(new Descent(known(crystal), settings));
    }
    List<Descent> open = new ArrayList<>(descents);
    while (!open.isEmpty()) {
      List<Descent> asked = new ArrayList<>();
      List<TracedCrystal> points = new ArrayList<>();
      for (Descent descent : open) {
        TracedCrystal point = point(descent);
        if (point == null) {
          descent.refuse();
        } else {
          asked.add(descent);
          points.add(point);
        }
      }
      List<EnergySurface.Point> told = surface.at(points);
      for (int index = 0; index < told.size(); index++) {
        asked.get(index).take(told.get(index));
      }
      open.removeIf(Descent::ended);
    }
    return descents.stream().map(Descent::relaxation).toList();
  }

  private Crystal known(Crystal crystal) {
    crystal
        .composition()
        .amounts()
        .keySet()
        .forEach(
            element -> {
              if (!surface.knows(element.atomicNumber())) {
                throw new IllegalArgumentException(
                    "crystal.sites the model was not trained on " + element);
              }
            });
    return crystal;
  }

  /** The descent's next point; null where a guard refuses it. */
  private TracedCrystal point(Descent descent) {
    Cell cell = descent.next();
    if (descent.begun() && !isPhysical(cell)) {
      return null;
    }
    TracedCrystal traced =
        new TracedCrystal(surface.shape(), cell.lattice(), cell.atomicNumbers(), cell.fractional());
    return descent.allows(traced.tightest(descent.radii())) ? traced : null;
  }

  private static boolean isPhysical(Cell cell) {
    try {
      cell.crystal();
      return true;
    } catch (CrystalException unphysical) {
      return false;
    }
  }
}
