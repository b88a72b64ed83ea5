package io.athanor.allinone.invention;

import io.athanor.event.Candidate;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.identity.ContentHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CandidateCrystals in events, and crystals. */
final class CandidateCrystals {
  private static final int AXES = 3;

  private CandidateCrystals() {}

  /** The crystal of a candidate; empty where it has none, or one that no solid is. */
  static Optional<Crystal> crystal(Candidate candidate) {
    return Optional.ofNullable(candidate.getCrystal()).flatMap(CandidateCrystals::crystal);
  }

  private static Optional<Crystal> crystal(io.athanor.event.Crystal event) {
    if (event.getLattice().size() != AXES * AXES
        || event.getFractional().size() != AXES * event.getSpecies().size()) {
      return Optional.empty();
    }
    double[][] rows = new double[AXES][AXES];
    for (int i = 0; i < AXES * AXES; i++) {
      rows[i / AXES][i % AXES] = event.getLattice().get(i);
    }
    try {
      List<Site> sites = new ArrayList<>();
      for (int i = 0; i < event.getSpecies().size(); i++) {
        Optional<Element> element = Element.ofSymbol(event.getSpecies().get(i));
        if (element.isEmpty()) {
          return Optional.empty();
        }
        List<Double> at = event.getFractional().subList(AXES * i, AXES * i + AXES);
        sites.add(new Site(element.get(), at.get(0), at.get(1), at.get(2)));
      }
      return Optional.of(new Crystal(Lattice.ofMatrix(rows), sites));
    } catch (MaterialException impossible) {
      return Optional.empty();
    }
  }

  /** A candidate that is this crystal; its id is the hash of what the event holds. */
  static Candidate candidate(Crystal crystal) {
    List<Double> lattice = new ArrayList<>();
    for (double[] row : crystal.lattice().matrix()) {
      Arrays.stream(row).forEach(lattice::add);
    }
    List<String> species = new ArrayList<>();
    List<Double> fractional = new ArrayList<>();
    for (Site site : crystal.sites()) {
      Site wrapped = site.wrapped();
      species.add(wrapped.element().symbol());
      fractional.addAll(List.of(wrapped.x(), wrapped.y(), wrapped.z()));
    }
    io.athanor.event.Crystal event = new io.athanor.event.Crystal(lattice, species, fractional);
    Crystal read =
        crystal(event)
            .orElseThrow(() -> new IllegalArgumentException("crystal does not survive its event"));
    return Candidate.newBuilder()
        .setCandidateId(
            ContentHash.candidateId(Optional.of(read.composition()), Map.of(), Optional.of(read)))
        .setFormula(read.composition().formula())
        .setCrystal(event)
        .setParameters(Map.of())
        .setLabels(Map.of())
        .build();
  }
}
