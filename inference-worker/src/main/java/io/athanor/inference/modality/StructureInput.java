package io.athanor.inference.modality;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import java.util.function.ToDoubleFunction;

/**
 * Numbers of a structure besides its calculated pattern: square roots of the atomic fractions of
 * elements 1 to 100, then mean and spread over the atoms of atomic number, electronegativity and
 * covalent radius, logarithm of the volume per atom, density.
 *
 * @param values {@link #SIZE} numbers of order one
 */
public record StructureInput(float[] values) {
  private static final int ELEMENTS = 100;

  /** Length of the vector. */
  public static final int SIZE = ELEMENTS + 8;

  /** Checks the length. */
  public StructureInput {
    if (values.length != SIZE) {
      throw new ModalityException(
          "structure", "must have " + SIZE + " numbers but has " + values.length);
    }
  }

  /** The numbers of a crystal; elements beyond 100 count only in the means. */
  public static StructureInput of(Crystal crystal) {
    float[] values = new float[SIZE];
    Composition composition = crystal.composition();
    for (Element element : composition.elements()) {
      if (element.atomicNumber() <= ELEMENTS) {
        values[element.atomicNumber() - 1] = (float) Math.sqrt(composition.fraction(element));
      }
    }
    moments(values, ELEMENTS, composition, element -> element.atomicNumber() / 30.0);
    moments(values, ELEMENTS + 2, composition, Element::electronegativity);
    moments(values, ELEMENTS + 4, composition, Element::covalentRadius);
    values[ELEMENTS + 6] = (float) (Math.log(crystal.volumePerAtom() / 18));
    values[ELEMENTS + 7] = (float) (crystal.density() / 8);
    return new StructureInput(values);
  }

  /** Mean and standard deviation over the atoms whose element has the number. */
  private static void moments(
      float[] values, int at, Composition composition, ToDoubleFunction<Element> number) {
    double weight = 0;
    double sum = 0;
    double squares = 0;
    for (Element element : composition.elements()) {
      double value = number.applyAsDouble(element);
      if (!Double.isNaN(value)) {
        double fraction = composition.fraction(element);
        weight += fraction;
        sum += fraction * value;
        squares += fraction * value * value;
      }
    }
    if (weight > 0) {
      double mean = sum / weight;
      values[at] = (float) mean;
      values[at + 1] = (float) Math.sqrt(Math.max(0, squares / weight - mean * mean));
    }
  }
}
