package io.athanor.schemas.material;

import io.athanor.event.DocumentVector;
import io.athanor.event.LiteratureSummary;
import io.athanor.event.MaterialUpdated;
import java.util.List;

/** What documents say of a material, as a request for a score carries it. */
public final class DocumentVectors {
  /** Documents that cancel leave no direction, and a network that reads vectors refuses them. */
  private static final double NOTHING = 1e-10;

  private DocumentVectors() {}

  /** By embedding model, in the record's order; a vector of zeros, to rounding, says nothing. */
  public static List<DocumentVector> of(MaterialUpdated material) {
    return material.getLiterature().stream()
        .filter(each -> each.getVector().stream().anyMatch(number -> Math.abs(number) > NOTHING))
        .map(DocumentVectors::vector)
        .toList();
  }

  private static DocumentVector vector(LiteratureSummary summary) {
    return new DocumentVector(summary.getModel(), summary.getDocuments(), summary.getVector());
  }
}
