package io.athanor.generator.chemistry;

import io.athanor.materials.composition.Element;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Effective ionic radii in six- and twelvefold coordination, angstrom (Shannon, Acta Cryst. A32,
 * 751 (1976); where he gives high and low spin, their mean).
 */
public final class IonicRadii {
  /** Ion, radius in sixfold coordination, and, where tabulated, in twelvefold. */
  private static final String TEXT =
      """
      Ag1 1.15  Al3 .535  As3 .58  As5 .46  Au3 .85  Ba2 1.35 1.61  Be2 .45  Bi3 1.03  Bi5 .76
      Ca2 1.00 1.34  Cd2 .95 1.31  Ce3 1.01 1.34  Ce4 .87 1.14  Co2 .70  Co3 .58  Co4 .53  Cr2 .77
      Cr3 .615  Cr4 .55  Cr6 .44  Cs1 1.67 1.88  Cu1 .77  Cu2 .73  Cu3 .54  Dy3 .912  Er3 .89
      Eu2 1.17  Eu3 .947  Fe2 .70  Fe3 .60  Fe4 .585  Ga3 .62  Gd3 .938  Ge2 .73  Ge4 .53  Hf4 .71
      Hg2 1.02  Ho3 .901  In3 .80  Ir3 .68  Ir4 .625  Ir5 .57  K1 1.38 1.64  La3 1.032 1.36  Li1 .76
      Lu3 .861  Mg2 .72  Mn2 .75  Mn3 .61  Mn4 .53  Mo3 .69  Mo4 .65  Mo5 .61  Mo6 .59
      Na1 1.02 1.39  Nb3 .72  Nb4 .68  Nb5 .64  Nd3 .983 1.27  Ni2 .69  Ni3 .58  Ni4 .48  Os4 .63
      Os5 .575  Os6 .545  Pb2 1.19 1.49  Pb4 .775  Pd2 .86  Pd3 .76  Pd4 .615  Pr3 .99  Pr4 .85
      Pt2 .80  Pt4 .625  Rb1 1.52 1.72  Re4 .63  Re5 .58  Re6 .55  Re7 .53  Rh3 .665  Rh4 .60
      Rh5 .55  Ru3 .68  Ru4 .62  Ru5 .565  Sb3 .76  Sb5 .60  Sc3 .745  Si4 .40  Sm3 .958 1.24
      Sn4 .69  Sr2 1.18 1.44  Ta3 .72  Ta4 .68  Ta5 .64  Tb3 .923  Tb4 .76  Tc4 .645  Te4 .97
      Te6 .56  Th4 .94 1.21  Ti2 .86  Ti3 .67  Ti4 .605  Tl1 1.50 1.70  Tl3 .885  Tm3 .88  U4 .89 1.17
      U5 .76  U6 .73  V2 .79  V3 .64  V4 .58  V5 .54  W4 .66  W5 .62  W6 .60  Y3 .90  Yb2 1.02
      Yb3 .868  Zn2 .74  Zr4 .72  B3 .27  P5 .38
      O-2 1.40  S-2 1.84  Se-2 1.98  Te-2 2.21  F-1 1.33  Cl-1 1.81  Br-1 1.96  I-1 2.20  N-3 1.46
      """;

  /** Mean of the twelvefold radii above less the sixfold ones. */
  private static final double WIDER = 0.3;

  private static final Map<String, double[]> TABLE = table();

  private IonicRadii() {}

  /** With six neighbours. */
  public static OptionalDouble sixfold(Element element, int charge) {
    double[] radii = TABLE.get(element.symbol() + charge);
    return radii == null ? OptionalDouble.empty() : OptionalDouble.of(radii[0]);
  }

  /** With twelve neighbours; 0.3 angstrom more than with six where Shannon has none. */
  public static OptionalDouble twelvefold(Element element, int charge) {
    double[] radii = TABLE.get(element.symbol() + charge);
    return radii == null ? OptionalDouble.empty() : OptionalDouble.of(radii[1]);
  }

  private static Map<String, double[]> table() {
    Map<String, double[]> table = new HashMap<>();
    String[] words = TEXT.strip().split("\\s+");
    for (int i = 0; i < words.length; i += 2) {
      double six = Double.parseDouble(words[i + 1]);
      double twelve = six + WIDER;
      String ion = words[i];
      if (i + 2 < words.length && !Character.isLetter(words[i + 2].charAt(0))) {
        twelve = Double.parseDouble(words[i + 2]);
        i++;
      }
      table.put(ion, new double[] {six, twelve});
    }
    return table;
  }
}
