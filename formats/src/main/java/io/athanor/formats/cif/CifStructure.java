package io.athanor.formats.cif;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.diffraction.ScatteringCell;
import java.util.List;
import java.util.Optional;

/**
 * The structure of one data block, all symmetry applied.
 *
 * @param id database code, such as {@code cod-1101051} or {@code icsd-257493}, else the block's
 *     name; unique in the file
 * @param composition contents of the cell, or the formula where there are no sites
 * @param spaceGroup its number in International Tables A, where the file gives it
 * @param cell lattice and all sites, with occupancies; empty where the file gives only a formula
 * @param crystal the same, where every site is fully occupied
 * @param remarks what was left out or assumed
 */
public record CifStructure(
    String id,
    Composition composition,
    Optional<Integer> spaceGroup,
    Optional<ScatteringCell> cell,
    Optional<Crystal> crystal,
    List<String> remarks) {

  /** Copies the list. */
  public CifStructure {
    remarks = List.copyOf(remarks);
  }

  CifStructure withId(String other) {
    return new CifStructure(other, composition, spaceGroup, cell, crystal, remarks);
  }
}
