package io.athanor.formats.cif;

import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import io.athanor.materials.diffraction.ScatteringCell;
import io.athanor.materials.diffraction.ScatteringSite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Structures from the data blocks of a CIF. Symmetry operations are those the file lists; a file
 * that lists none is read only where its space group is P 1.
 */
public final class CifStructures {
  private static final int MOST_BYTES = 32 * 1024 * 1024;
  private static final int MOST_OPERATIONS = 192;
  private static final int MOST_SITES = 5_000;
  // beyond this the check of all pairs would take seconds
  private static final int MOST_CRYSTAL_SITES = 1_000;
  private static final double FULL = 0.999;
  // images of a special position differ by the digits of the file only
  private static final double SAME_PLACE = 0.1;
  private static final double LEAST_PLANE_SPACING = 0.5;
  private static final double COMPOSITION_TOLERANCE = 0.02;

  private CifStructures() {}

  /**
   * All structures of a file. A block that cannot be read is left out, with a remark in the next
   * structure, as long as another one can.
   *
   * @throws FormatException if there is none
   */
  public static List<CifStructure> of(SourceFile file) {
    if (file.bytes().length > MOST_BYTES) {
      throw new FormatException(
          CifFormat.NAME, "", "has more than " + MOST_BYTES + " bytes, the most for a CIF");
    }
    List<CifStructure> structures = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    FormatException first = null;
    // labels and numbers are ASCII; names of persons may be in any encoding and are not used
    for (CifBlock block : CifBlock.all(text(file.bytes()))) {
      try {
        CifStructure structure = structure(block);
        String id = structure.id();
        for (int n = 2; !ids.add(id); n++) {
          id = structure.id() + "-" + n;
        }
        structures.add(structure.withId(id));
      } catch (FormatException e) {
        skipped.add(e.place() + " is left out: " + e.reason());
        first = first == null ? e : first;
      }
    }
    if (structures.isEmpty()) {
      throw first != null ? first : new FormatException(CifFormat.NAME, "", "has no data block");
    }
    if (!skipped.isEmpty()) {
      CifStructure one = structures.get(0);
      skipped.addAll(0, one.remarks());
      structures.set(
          0,
          new CifStructure(
              one.id(), one.composition(), one.spaceGroup(), one.cell(), one.crystal(), skipped));
    }
    return List.copyOf(structures);
  }

  static String text(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
  }

  private static CifStructure structure(CifBlock block) {
    List<String> remarks = new ArrayList<>();
    Optional<Composition> formula = formula(block);
    Optional<Integer> group =
        block
            .text(
                "_space_group_it_number",
                "_symmetry_int_tables_number",
                "_space_group.it_number",
                "_symmetry.int_tables_number")
            .filter(text -> text.matches("\\d{1,3}"))
            .map(Integer::valueOf)
            .filter(number -> number >= 1 && number <= 230);
    try {
      if (block.column("_atom_site_fract_x", "_atom_site.fract_x").isEmpty()) {
        Composition said =
            formula.orElseThrow(() -> block.refused("", "gives neither atom sites nor a formula"));
        remarks.add("gives no atom sites, only a formula");
        return new CifStructure(
            id(block), said, group, Optional.empty(), Optional.empty(), remarks);
      }
      Lattice lattice = lattice(block);
      List<CifAtoms.Row> rows = CifAtoms.of(block, formula, remarks);
      ScatteringCell cell =
          new ScatteringCell(lattice, sites(block, lattice, rows, operations(block, group)));
      checkFormula(cell, formula, remarks);
      return new CifStructure(
          id(block), cell.composition(), group, Optional.of(cell), crystal(cell, remarks), remarks);
    } catch (MaterialException e) {
      throw block.refused(e.field(), e.reason());
    }
  }

  private static Optional<Composition> formula(CifBlock block) {
    Optional<String> text = block.text("_chemical_formula_sum", "_chemical_formula.sum");
    if (text.isEmpty() || text.get().length() > 500) {
      return Optional.empty();
    }
    try {
      return Optional.of(Composition.parse(text.get().replaceAll("\\s+", "").replace("'", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Lattice lattice(CifBlock block) {
    double[] cell = new double[6];
    String[] names = {
      "length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma"
    };
    for (int i = 0; i < 6; i++) {
      String tag = "_cell_" + names[i];
      // the dictionary's default angle is 90 degrees; a length has none
      cell[i] =
          CifAtoms.number(
              block,
              tag,
              block.text(tag, "_cell." + names[i]).orElse(null),
              i < 3 ? Double.NaN : 90);
      if (Double.isNaN(cell[i])) {
        throw block.refused(tag, "is missing");
      }
    }
    Lattice lattice = new Lattice(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]);
    for (double[] row : lattice.reciprocal()) {
      if (Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]) * LEAST_PLANE_SPACING
          > 1) {
        throw block.refused("_cell_angle_alpha", "the cell is so flat that no atom fits in");
      }
    }
    return lattice;
  }

  private static List<SymmetryOperation> operations(CifBlock block, Optional<Integer> group) {
    List<String> texts =
        block.column(
            "_space_group_symop_operation_xyz",
            "_symmetry_equiv_pos_as_xyz",
            "_space_group_symop.operation_xyz",
            "_symmetry_equiv.pos_as_xyz");
    if (texts.isEmpty()) {
      String name =
          block
              .text("_symmetry_space_group_name_h-m", "_space_group_name_h-m_alt")
              .orElse("")
              .replace(" ", "");
      if (group.filter(number -> number == 1).isPresent() || name.equals("P1")) {
        return List.of(SymmetryOperation.IDENTITY);
      }
      throw block.refused(
          "_space_group_symop_operation_xyz",
          "is missing: the symmetry operations must be listed, a space group's name is not enough");
    }
    if (texts.size() > MOST_OPERATIONS) {
      throw block.refused(
          "_space_group_symop_operation_xyz", "lists more than " + MOST_OPERATIONS + " operations");
    }
    List<SymmetryOperation> operations = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        operations.add(SymmetryOperation.parse(texts.get(i) == null ? "" : texts.get(i)));
      } catch (IllegalArgumentException e) {
        throw block.refused("symmetry operation " + (i + 1), e.getMessage());
      }
    }
    return operations;
  }

  private static List<ScatteringSite> sites(
      CifBlock block,
      Lattice lattice,
      List<CifAtoms.Row> rows,
      List<SymmetryOperation> operations) {
    if (rows.isEmpty()) {
      throw block.refused("_atom_site_fract_x", "no site has coordinates");
    }
    List<ScatteringSite> sites = new ArrayList<>();
    for (CifAtoms.Row row : rows) {
      Orbit orbit = new Orbit(lattice, SAME_PLACE);
      for (SymmetryOperation operation : operations) {
        orbit.add(operation.apply(row.x(), row.y(), row.z()));
      }
      for (double[] place : orbit.places()) {
        sites.add(
            new ScatteringSite(
                row.element(), place[0], place[1], place[2], row.occupancy(), row.b()));
      }
      if (sites.size() > MOST_SITES) {
        throw block.refused("", "has more than " + MOST_SITES + " atoms in its cell");
      }
    }
    return sites;
  }

  /** The crystal, where the sites are fully occupied; else a remark says why there is none. */
  private static Optional<Crystal> crystal(ScatteringCell cell, List<String> remarks) {
    long partial = cell.sites().stream().filter(site -> site.occupancy() < FULL).count();
    if (partial > 0) {
      remarks.add(partial + " sites of the cell are partly occupied: there is no ordered crystal");
      return Optional.empty();
    }
    if (cell.sites().size() > MOST_CRYSTAL_SITES) {
      remarks.add("more than " + MOST_CRYSTAL_SITES + " atoms in the cell: too many for a crystal");
      return Optional.empty();
    }
    return Optional.of(
        new Crystal(
            cell.lattice(),
            cell.sites().stream()
                .map(site -> new Site(site.element(), site.x(), site.y(), site.z()))
                .toList()));
  }

  private static void checkFormula(
      ScatteringCell cell, Optional<Composition> formula, List<String> remarks) {
    if (formula.isEmpty()) {
      return;
    }
    Composition sites = cell.composition();
    Set<Element> all = new HashSet<>(sites.elements());
    all.addAll(formula.get().elements());
    for (Element element : all) {
      double difference = Math.abs(sites.fraction(element) - formula.get().fraction(element));
      if (difference > COMPOSITION_TOLERANCE) {
        remarks.add(
            "the sites amount to "
                + sites.formula()
                + ", the formula is "
                + formula.get().formula());
        return;
      }
    }
  }

  private static String id(CifBlock block) {
    Optional<String> cod = block.text("_cod_database_code").filter(CifStructures::isCode);
    Optional<String> icsd =
        block
            .text("_database_code_icsd")
            .map(text -> text.toLowerCase(Locale.ROOT).replace("icsd", "").strip())
            .filter(CifStructures::isCode);
    return cod.map(code -> "cod-" + code)
        .or(() -> icsd.map(code -> "icsd-" + code))
        .orElse(block.name().isEmpty() ? "unnamed" : block.name());
  }

  private static boolean isCode(String text) {
    return text.matches("\\d{1,9}");
  }
}
