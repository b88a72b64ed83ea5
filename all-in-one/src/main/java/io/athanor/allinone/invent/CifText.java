package io.athanor.allinone.invent;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A crystal as a Crystallographic Information File in space group P1: every site is written. */
final class CifText {
  private CifText() {}

  /** The file's text; {@code name} becomes the name of its data block. */
  static String of(String name, Crystal crystal) {
    Lattice cell = crystal.lattice();
    StringBuilder text = new StringBuilder(512);
    text.append("data_").append(name.replaceAll("[^A-Za-z0-9_.-]", "_")).append('\n');
    number(text, "_cell_length_a", cell.a());
    number(text, "_cell_length_b", cell.b());
    number(text, "_cell_length_c", cell.c());
    number(text, "_cell_angle_alpha", cell.alpha());
    number(text, "_cell_angle_beta", cell.beta());
    number(text, "_cell_angle_gamma", cell.gamma());
    text.append("_symmetry_space_group_name_H-M 'P 1'\n_symmetry_Int_Tables_number 1\n");
    text.append("loop_\n_symmetry_equiv_pos_as_xyz\n'x, y, z'\n");
    text.append("loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n");
    text.append("_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\n");
    Map<Element, Integer> counts = new EnumMap<>(Element.class);
    for (Site site : crystal.sites()) {
      Site in = site.wrapped();
      int count = counts.merge(site.element(), 1, Integer::sum);
      text.append(
          String.format(
              Locale.ROOT,
              "%s%d %s %.6f %.6f %.6f 1%n",
              site.element(),
              count,
              site.element(),
              in.x(),
              in.y(),
              in.z()));
    }
    return text.toString();
  }

  private static void number(StringBuilder text, String key, double value) {
    text.append(String.format(Locale.ROOT, "%s %.5f%n", key, value));
  }
}
