package io.athanor.generator.chemistry;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What elements cost and how few hands they come from. Herfindahl-Hirschman indices of production
 * (0 to 10,000) are those of Gaultois et al., Chem. Mater. 25, 2911 (2013). Prices are of the
 * element in bulk, US dollars a kilogram, years 2013 to 2020 mixed, as Wikipedia's "Prices of
 * chemical elements" gathers them: good to a factor of two, which is enough to tell iron from
 * iridium.
 */
public final class Supply {
  /** Symbol, dollars a kilogram, index; a dash where unknown. */
  private static final String TEXT =
      """
      H 1.4 -  He 24 3200  Li 85 2900  Be 860 8000  B 3.7 2900  C 0.12 500  N 0.14 1300  O 0.15 500
      F 2.0 1500  Na 3.0 1100  Mg 2.3 5300  Al 1.8 1600  Si 1.7 4700  P 2.7 2000  S 0.09 700
      Cl 0.08 1500  K 13 1700  Ca 2.3 3900  Sc 3460 5500  Ti 11.4 1100  V 370 3300  Cr 9.4 3100
      Mn 1.8 1600  Fe 0.42 2400  Co 33 3100  Ni 14 1000  Cu 6.0 1600  Zn 2.6 1600  Ga 148 5500
      Ge 960 5300  As 1.1 3300  Se 21 2200  Br 4.4 3300  Rb 15500 6000  Sr 6.6 4200  Y 31 9800
      Zr 36 3400  Nb 73 8500  Mo 40 2400  Ru 10500 3200  Rh 147000 3200  Pd 49500 3200  Ag 521 1200
      Cd 2.7 1700  In 167 3300  Sn 19 2600  Sb 5.8 7900  Te 64 2900  I 35 4900  Cs 61800 6000
      Ba 0.26 3000  La 4.9 9500  Ce 4.6 9500  Pr 103 9500  Nd 58 9500  Pm - 9500  Sm 14 9500
      Eu 31 9500  Gd 29 9500  Tb 658 9500  Dy 307 9500  Ho 57 9500  Er 26 9500  Tm 3000 9500
      Yb 17 9500  Lu 643 9500  Hf 900 3400  Ta 305 2300  W 35 7000  Re 3600 3300  Os 12000 5500
      Ir 55800 5500  Pt 27800 5500  Au 44800 1100  Hg 30 5500  Tl 4200 6500  Pb 2.0 2700  Bi 6.4 5300
      Th 287 -  U 101 -
      """;

  private record Figures(double price, double concentration) {}

  private static final Map<Element, Figures> TABLE = table();

  private Supply() {}

  /** What the elements of a kilogram cost, US dollars; empty where a price is unknown. */
  public static OptionalDouble cost(Composition composition) {
    double dollars = 0;
    for (Map.Entry<Element, Double> entry : composition.amounts().entrySet()) {
      Figures figures = TABLE.get(entry.getKey());
      if (figures == null || Double.isNaN(figures.price())) {
        return OptionalDouble.empty();
      }
      dollars += figures.price() * entry.getKey().atomicMass() * entry.getValue();
    }
    return OptionalDouble.of(dollars / composition.molarMass());
  }

  /** The greatest index of production of any of its elements; empty where one is unknown. */
  public static OptionalDouble concentration(Composition composition) {
    double most = 0;
    for (Element element : composition.elements()) {
      Figures figures = TABLE.get(element);
      if (figures == null || Double.isNaN(figures.concentration())) {
        return OptionalDouble.empty();
      }
      most = Math.max(most, figures.concentration());
    }
    return OptionalDouble.of(most);
  }

  private static Map<Element, Figures> table() {
    Map<Element, Figures> table = new EnumMap<>(Element.class);
    String[] words = TEXT.strip().split("\\s+");
    for (int i = 0; i < words.length; i += 3) {
      table.put(Element.valueOf(words[i]), new Figures(number(words[i + 1]), number(words[i + 2])));
    }
    return table;
  }

  private static double number(String text) {
    return text.equals("-") ? Double.NaN : Double.parseDouble(text);
  }
}
