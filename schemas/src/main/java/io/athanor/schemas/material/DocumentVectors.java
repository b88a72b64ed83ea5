package io.athanor.schemas.material;

import io.athanor.event.DocumentVector;
import io.athanor.event.LiteratureSummary;
import io.athanor.event.MaterialUpdated;
import java.util.List;

/** What documents say of a material, as a request for a score carries it. */
public final class DocumentVectors {
  private DocumentVectors() {}

  /** By embedding model, in the record's order; a vector of nothing but zeros says nothing. */
  public static List<DocumentVector> of(MaterialUpdated material) {
    return material.getLiterature().stream()
        .filter(each -> each.getVector().stream().anyMatch(number -> number != 0))
        .map(DocumentVectors::vector)
        .toList();
  }

  private static DocumentVector vector(LiteratureSummary summary) {
    return new DocumentVector(summary.getModel(), summary.getDocuments(), summary.getVector());
  }
}
