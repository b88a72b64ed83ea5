package io.athanor.generator.search;

import io.athanor.generator.Goal;
import io.athanor.generator.chemistry.Substitutions;
import io.athanor.generator.structure.Blueprint;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Entry;
import io.athanor.generator.structure.VolumeModel;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Changes individuals as chemists do: other elements in the same places. */
final class Chemist {
  private static final double SPLIT = 0.1;
  private static final double WHOLE_ORBITS = 0.8;
  private static final int LAST_ELEMENT = 94;
  private static final double LEAST_FAMILIAR_VOLUME = 4.5;
  private static final double MOST_FAMILIAR_VOLUME = 140;

  private final List<List<Entry>> stock;
  private final Substitutions substitutions;
  private final VolumeModel volumes;
  private final List<Element> palette;
  private final double temperature;

  Chemist(Goal goal, Corpus corpus, Substitutions substitutions, double temperature) {
    this.substitutions = substitutions;
    this.volumes = VolumeModel.of(corpus);
    this.temperature = temperature;
    this.palette =
        Arrays.stream(Element.values())
            .filter(goal.elements()::allows)
            .filter(
                each ->
                    isUsual(each)
                        || goal.elements().allowed().contains(each)
                        || goal.elements().required().contains(each))
            .toList();
    if (palette.isEmpty()) {
      throw new IllegalArgumentException("goal.elements allows no element");
    }
    this.stock =
        corpus.byType().values().stream()
            .map(
                entries ->
                    entries.stream()
                        .filter(each -> goal.allows(each.blueprint().prototype()))
                        .toList())
            .filter(entries -> !entries.isEmpty())
            .toList();
    if (stock.isEmpty()) {
      throw new IllegalArgumentException(
          "goal.prototypes: no material of the corpus has one of them and at most %d atoms"
              .formatted(goal.atomsMost()));
    }
  }

  /** Noble gases make no solids at ordinary pressure; short-lived elements are nobody's wish. */
  private static boolean isUsual(Element element) {
    if (element.atomicNumber() > LAST_ELEMENT) {
      return false;
    }
    return switch (element) {
      case He, Ne, Ar, Kr, Xe, Rn, Po, At, Fr, Ra, Ac, Pa, Pm, Tc -> false;
      default -> true;
    };
  }

  /** Elements that may be used. */
  List<Element> palette() {
    return palette;
  }

  Substitutions substitutions() {
    return substitutions;
  }

  /** A material of the corpus, rare structure types as often as common ones half of the time. */
  Individual parent(SplittableRandom random) {
    Entry entry;
    if (random.nextBoolean()) {
      List<Entry> entries = stock.get(random.nextInt(stock.size()));
      entry = entries.get(random.nextInt(entries.size()));
    } else {
      int all = stock.stream().mapToInt(List::size).sum();
      int at = random.nextInt(all);
      int type = 0;
      while (at >= stock.get(type).size()) {
        at -= stock.get(type++).size();
      }
      entry = stock.get(type).get(at);
    }
    return new Individual(entry.blueprint(), List.of(entry.id()), List.of());
  }

  /** One or more elements replaced, sometimes on some of an orbit's sites only. */
  Individual mutated(Individual parent, SplittableRandom random) {
    if (random.nextDouble() < SPLIT) {
      Individual split = split(parent, random);
      if (split != null) {
        return split;
      }
    }
    List<Element> elements = List.copyOf(new TreeSet<>(parent.blueprint().occupants()));
    int certain = random.nextInt(elements.size());
    Individual child = parent;
    for (int i = 0; i < elements.size(); i++) {
      if (i == certain || random.nextInt(elements.size()) == 0) {
        child = replaced(child, elements.get(i), random);
      }
    }
    return child;
  }

  private Individual replaced(Individual parent, Element from, SplittableRandom random) {
    if (palette.size() == 1 && palette.get(0) == from) {
      return parent;
    }
    Element to = substitutions.draw(from, palette, temperature, random);
    if (random.nextDouble() < WHOLE_ORBITS) {
      return replaced(parent, from, to);
    }
    List<Integer> orbits = new ArrayList<>();
    for (int orbit = 0; orbit < parent.blueprint().occupants().size(); orbit++) {
      if (parent.blueprint().occupants().get(orbit) == from) {
        orbits.add(orbit);
      }
    }
    int orbit = orbits.isEmpty() ? -1 : orbits.get(random.nextInt(orbits.size()));
    return orbit < 0
        ? parent
        : fitted(parent, parent.blueprint().with(orbit, to), from + " -> " + to);
  }

  /** One element in another's place everywhere. */
  Individual replaced(Individual parent, Element from, Element to) {
    return fitted(parent, Substitutions.replaced(parent.blueprint(), from, to), from + " -> " + to);
  }

  /** Another element on some sites of an orbit; null where no orbit has two. */
  private Individual split(Individual parent, SplittableRandom random) {
    Blueprint blueprint = parent.blueprint();
    List<Integer> large = new ArrayList<>();
    for (int orbit = 0; orbit < blueprint.occupants().size(); orbit++) {
      if (blueprint.prototype().multiplicity(orbit) > 1) {
        large.add(orbit);
      }
    }
    if (large.isEmpty()) {
      return null;
    }
    int orbit = large.get(random.nextInt(large.size()));
    List<Integer> sites = new ArrayList<>();
    for (int site = 0; site < blueprint.prototype().atoms(); site++) {
      if (blueprint.prototype().places().get(site).orbit() == orbit) {
        sites.add(site);
      }
    }
    Element from = blueprint.occupants().get(orbit);
    Element to = substitutions.draw(from, palette, temperature, random);
    int apart = random.nextInt(1, sites.size());
    while (sites.size() > apart) {
      sites.remove(random.nextInt(sites.size()));
    }
    List<Element> occupants = new ArrayList<>(blueprint.occupants());
    occupants.add(to);
    Blueprint changed =
        new Blueprint(blueprint.prototype().split(sites), occupants, blueprint.cell());
    return fitted(parent, changed, from + " -> " + to + " on " + apart + " sites");
  }

  /** Occupants of each orbit from either parent; the first where they are of other types. */
  Individual crossed(Individual first, Individual second, SplittableRandom random) {
    Blueprint one = first.blueprint();
    Blueprint other = second.blueprint();
    if (!one.prototype().type().equals(other.prototype().type())
        || one.occupants().size() != other.occupants().size()) {
      return first;
    }
    Blueprint child = one;
    for (int orbit = 0; orbit < one.occupants().size(); orbit++) {
      if (random.nextBoolean()) {
        child = child.with(orbit, other.occupants().get(orbit));
      }
    }
    if (child.equals(one)) {
      return first;
    }
    List<String> parents = new ArrayList<>(first.parents());
    parents.addAll(second.parents());
    return fitted(
        new Individual(one, parents, first.edits()),
        child,
        "crossed with " + other.composition().formula());
  }

  private Individual fitted(Individual parent, Blueprint changed, String edit) {
    Blueprint fitted = volumes.fitted(parent.blueprint(), changed);
    double volume = fitted.cell().volume() / fitted.prototype().atoms();
    double familiar = Math.max(LEAST_FAMILIAR_VOLUME, Math.min(MOST_FAMILIAR_VOLUME, volume));
    return parent.edited(familiar == volume ? fitted : fitted.scaledTo(familiar), edit);
  }
}
