package io.athanor.inference.serving;

import java.util.List;
import java.util.Optional;

/**
 * A material as somebody wrote it down with what stands beside it, unchecked.
 *
 * @param material its structure or formula
 * @param pattern a measured powder pattern
 * @param documents what documents say of it, by embedding model
 */
public record RawKnown(
    RawMaterial material, Optional<RawPattern> pattern, List<RawVector> documents) {

  /** Copies the list. */
  public RawKnown {
    documents = List.copyOf(documents);
  }

  /** A structure or formula alone. */
  public static RawKnown of(RawMaterial material) {
    return new RawKnown(material, Optional.empty(), List.of());
  }

  /**
   * A powder pattern as numbers. Owns its arrays.
   *
   * @param twoTheta degrees
   * @param intensity counts or any unit
   * @param wavelength angstrom
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  public record RawPattern(double[] twoTheta, double[] intensity, double wavelength) {}

  /**
   * A vector of documents. Owns its array.
   *
   * @param model the embedding model's name
   * @param count how many documents, negative where unknown
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  public record RawVector(String model, long count, float[] vector) {}
}
