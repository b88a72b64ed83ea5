package io.athanor.formats.cif;

import io.athanor.formats.SourceFile;
import java.nio.charset.StandardCharsets;

/** Small files made for the tests, in the manner of the great databases. */
final class CifSamples {
  /** Wurtzite with symmetry, uncertainties, comments, text fields, rounded special positions. */
  static final String WURTZITE =
      """
      # made for a test
      data_wurtzite
      loop_
      _publ_author_name
      'O'Hara, A.'
      "Weber, B."
      _publ_section_title
      ;
       A text field with a 'quote', a # and
       data_ in it
      ;
      _chemical_formula_sum            'S Zn'
      _symmetry_space_group_name_H-M   'P 63 m c'
      _symmetry_Int_Tables_number      186
      _cell_angle_alpha                90
      _cell_angle_beta                 90
      _cell_angle_gamma                120
      _cell_length_a                   3.8227(1)
      _cell_length_b                   3.8227(1)
      _cell_length_c                   6.2607(12)
      _cod_database_code               1234567
      loop_
      _symmetry_equiv_pos_as_xyz
      x,y,z
      -y,x-y,z
      y-x,-x,z
      -y,-x,z
      y-x,y,z
      x,x-y,z
      -x,-y,1/2+z
      y,y-x,1/2+z
      x-y,x,1/2+z
      y,x,1/2+z
      x-y,-y,1/2+z
      -x,y-x,1/2+z
      loop_
      _atom_site_label
      _atom_site_type_symbol
      _atom_site_fract_x
      _atom_site_fract_y
      _atom_site_fract_z
      _atom_site_occupancy
      _atom_site_U_iso_or_equiv
      Zn1 Zn2+ 0.3333 0.6667 0. 1. 0.01
      S1 S2- 0.3333 0.6667 0.3748(2) 1. ?
      """;

  /** Two blocks: an ordered one, and one with a shared and a partly empty site. */
  static final String MIXED =
      """
      data_first
      _chemical_formula_sum 'Na Cl'
      _cell_length_a 3.99
      _cell_length_b 3.99
      _cell_length_c 3.99
      _cell_angle_alpha 60
      _cell_angle_beta 60
      _cell_angle_gamma 60
      _space_group_IT_number 1
      loop_ _atom_site_label _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
      Na1 0 0 0 Cl1 0.5 0.5 0.5
      data_second
      _cell_length_a 4.0 _cell_length_b 4.0 _cell_length_c 4.1
      _symmetry_space_group_name_H-M 'P 1'
      loop_
      _atom_site_label
      _atom_site_fract_x
      _atom_site_fract_y
      _atom_site_fract_z
      _atom_site_occupancy
      _atom_site_B_iso_or_equiv
      Ba1 0 0 0 0.7 0.5
      Sr1 0 0 0 0.3 0.5
      TI1 0.5 0.5 0.5 1 .
      O1 0.5 0.5 0 0.9(1) .
      O2 0.5 0 0.5 1 .
      O3 0 0.5 0.5 1 .
      H1 ? ? ? 1 .
      """;

  private CifSamples() {}

  static SourceFile file(String text) {
    return new SourceFile("sample.cif", text.getBytes(StandardCharsets.UTF_8));
  }
}
