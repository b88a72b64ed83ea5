package io.athanor.generator.chemistry;

import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Oxidation states that elements are known in, rare ones too: the values that SMACT 1 to 2 takes by
 * default (Davies et al., J. Open Source Softw. 4, 1361 (2019), oxidation_states.txt, "SMACT14"),
 * which published validity figures are counted with.
 */
public final class OxidationStates {
  /** Symbol, then states. */
  private static final String TEXT =
      """
      H -1 1; Li 1; Be 1 2; B 1 2 3; C -4 -3 -2 -1 1 2 3 4; N -3 -2 -1 1 2 3 4 5; O -2 -1 1 2; F -1
      Na -1 1; Mg 1 2; Al 1 2 3; Si -4 -3 -2 -1 1 2 3 4; P -3 -2 -1 1 2 3 4 5
      S -2 -1 1 2 3 4 5 6; Cl -1 1 2 3 4 5 6 7; K -1 1; Ca 1 2; Sc 1 2 3; Ti -1 1 2 3 4
      V -1 1 2 3 4 5; Cr -2 -1 1 2 3 4 5 6; Mn -3 -2 -1 1 2 3 4 5 6 7; Fe -2 -1 1 2 3 4 5 6
      Co -1 1 2 3 4 5; Ni -1 1 2 3 4; Cu 1 2 3 4; Zn 1 2; Ga 1 2 3; Ge -4 -3 -2 -1 1 2 3 4
      As -3 1 2 3 5; Se -2 1 2 4 6; Br -1 1 2 3 4 5 7; Kr 2; Rb -1 1; Sr 1 2; Y 1 2 3; Zr 1 2 3 4
      Nb -1 1 2 3 4 5; Mo -2 -1 1 2 3 4 5 6; Tc -3 -1 1 2 3 4 5 6 7; Ru -2 1 2 3 4 5 6 7 8
      Rh -1 1 2 3 4 5 6; Pd 1 2 4 6; Ag 1 2 3 4; Cd 1 2; In 1 2 3; Sn -4 2 4; Sb -3 3 5
      Te -2 2 4 5 6; I -1 1 3 4 5 7; Xe 1 2 4 6 8; Cs -1 1; Ba 2; La 2 3; Ce 2 3 4; Pr 2 3 4
      Nd 2 3 4; Pm 2 3; Sm 2 3; Eu 2 3; Gd 1 2 3; Tb 1 2 3 4; Dy 2 3 4; Ho 2 3; Er 2 3; Tm 2 3
      Yb 2 3; Lu 3; Hf 2 3 4; Ta -1 2 3 4 5; W -2 -1 1 2 3 4 5 6; Re -3 -1 1 2 3 4 5 6 7
      Os -2 -1 1 2 3 4 5 6 7 8; Ir -2 -1 1 2 3 4 5 6 7 8; Pt -2 -1 1 2 3 4 5 6; Au -1 1 2 3 5
      Hg 1 2 4; Tl -1 1 3; Pb -4 2 4; Bi -3 1 3 5 7; Po -2 2 4 5 6; At -1 1 3 5 7; Rn 2 6; Fr 1
      Ra 2; Ac 2 3; Th 2 3 4; Pa 2 3 4 5; U 2 3 4 5 6; Np 3 4 5 6 7; Pu 3 4 5 6 7 8
      Am 2 3 4 5 6 7; Cm 2 3 4 6 8; Bk 2 3 4; Cf 2 3 4; Es 2 3 4; Fm 2 3; Md 2 3; No 2 3; Lr 3
      """;

  /** Symbol, then the states that textbooks call usual, the most usual first. */
  private static final String USUAL =
      """
      H 1 -1; Li 1; Be 2; B 3; C 4 -4; N -3; O -2; F -1; Na 1; Mg 2; Al 3; Si 4; P 5 -3; S -2; Cl -1
      K 1; Ca 2; Sc 3; Ti 4 3; V 5 3 4; Cr 3 6; Mn 2 4 3; Fe 3 2; Co 2 3; Ni 2; Cu 2 1; Zn 2; Ga 3
      Ge 4; As 3 5 -3; Se -2 4; Br -1; Rb 1; Sr 2; Y 3; Zr 4; Nb 5; Mo 6 4; Tc 7 4; Ru 4 3; Rh 3
      Pd 2 4; Ag 1; Cd 2; In 3; Sn 4 2; Sb 3 5; Te -2 4; I -1; Cs 1; Ba 2; La 3; Ce 3 4; Pr 3; Nd 3
      Pm 3; Sm 3; Eu 3 2; Gd 3; Tb 3; Dy 3; Ho 3; Er 3; Tm 3; Yb 3; Lu 3; Hf 4; Ta 5; W 6 4; Re 7 4
      Os 4; Ir 4 3; Pt 4 2; Au 3 1; Hg 2; Tl 1 3; Pb 2 4; Bi 3; Th 4; U 4 6; Np 4 5; Pu 4; Ac 3; Pa 5
      Ra 2; Fr 1; Po 4; At -1; Am 3; Cm 3; Bk 3; Cf 3
      """;

  private static final Map<Element, List<Integer>> STATES = states(TEXT);
  private static final Map<Element, List<Integer>> USUAL_STATES = states(USUAL);

  private static final int UNUSUAL = 10;

  private OxidationStates() {}

  /** Known states of an element, ascending; empty where none is. */
  public static List<Integer> of(Element element) {
    return STATES.getOrDefault(element, List.of());
  }

  /**
   * How unusual a state is: its place among the usual ones of the element (after Greenwood and
   * Earnshaw, Chemistry of the Elements, 2nd ed. 1997), 10 where it is none of them.
   */
  static int oddity(Element element, int state) {
    int place = USUAL_STATES.getOrDefault(element, List.of()).indexOf(state);
    return place < 0 ? UNUSUAL : place;
  }

  private static Map<Element, List<Integer>> states(String text) {
    Map<Element, List<Integer>> states = new EnumMap<>(Element.class);
    for (String entry : text.strip().split("[;\\n]\\s*")) {
      String[] words = entry.split(" ");
      List<Integer> numbers = new ArrayList<>();
      for (int i = 1; i < words.length; i++) {
        numbers.add(Integer.valueOf(words[i]));
      }
      states.put(Element.valueOf(words[0]), List.copyOf(numbers));
    }
    return states;
  }
}
