package io.athanor.generator.chemistry;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a composition can be neutral with one oxidation state an element, no anion being less
 * electronegative than a cation: the rule of SMACT as CDVAE counts compositional validity (Davies
 * et al., Chem 1, 617 (2016); Xie et al., ICLR 2022). Single elements and alloys of metals pass.
 */
public final class ChargeBalance {
  private static final double WHOLE = 1e-6;

  private ChargeBalance() {}

  /** Whether the rule holds. */
  public static boolean holds(Composition composition) {
    List<Element> elements = composition.elements();
    return elements.size() == 1
        || elements.stream().allMatch(Metals::contains)
        || states(composition).isPresent();
  }

  /**
   * Oxidation states that balance, of all that do the most usual; empty where none do or an element
   * has no known state. Unknown electronegativities pass.
   */
  public static Optional<Map<Element, Integer>> states(Composition composition) {
    List<Element> elements = composition.elements();
    double[] amounts = elements.stream().mapToDouble(composition::amount).toArray();
    Search search = new Search(elements, amounts);
    search.descend(0, 0);
    return Optional.ofNullable(search.best);
  }

  private static final class Search {
    private final List<Element> elements;
    private final double[] amounts;
    private final double[] least;
    private final double[] most;
    private final int[] chosen;
    private Map<Element, Integer> best;
    private int leastOddity = Integer.MAX_VALUE;

    Search(List<Element> elements, double[] amounts) {
      this.elements = elements;
      this.amounts = amounts;
      this.chosen = new int[amounts.length];
      this.least = new double[amounts.length + 1];
      this.most = new double[amounts.length + 1];
      for (int i = amounts.length - 1; i >= 0; i--) {
        List<Integer> states = OxidationStates.of(elements.get(i));
        least[i] = least[i + 1] + (states.isEmpty() ? 0 : states.get(0) * amounts[i]);
        most[i] = most[i + 1] + (states.isEmpty() ? 0 : states.get(states.size() - 1) * amounts[i]);
      }
    }

    private void descend(int at, double charge) {
      // what is left cannot bring it back to zero
      if (charge + least[at] > WHOLE || charge + most[at] < -WHOLE) {
        return;
      }
      if (at == amounts.length) {
        keep();
        return;
      }
      for (int state : OxidationStates.of(elements.get(at))) {
        chosen[at] = state;
        if (isOrdered(at)) {
          descend(at + 1, charge + state * amounts[at]);
        }
      }
    }

    /** Pauling's test of the newest against all before it. */
    private boolean isOrdered(int newest) {
      double own = elements.get(newest).electronegativity();
      for (int i = 0; i < newest; i++) {
        double other = elements.get(i).electronegativity();
        if ((chosen[newest] > 0 && chosen[i] < 0 && own >= other)
            || (chosen[newest] < 0 && chosen[i] > 0 && other >= own)) {
          return false;
        }
      }
      return true;
    }

    private void keep() {
      int oddity = 0;
      for (int i = 0; i < amounts.length; i++) {
        oddity += OxidationStates.oddity(elements.get(i), chosen[i]);
      }
      if (oddity < leastOddity) {
        leastOddity = oddity;
        best = new EnumMap<>(Element.class);
        for (int i = 0; i < amounts.length; i++) {
          best.put(elements.get(i), chosen[i]);
        }
      }
    }
  }
}
