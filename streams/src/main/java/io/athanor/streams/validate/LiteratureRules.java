package io.athanor.streams.validate;

import io.athanor.event.LiteratureEmbedded;
import io.athanor.materials.MaterialException;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.identity.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a document must satisfy: identifiers, times, a finite vector that is not too long, formulas
 * that can be read.
 *
 * @param clock wall clock
 * @param tolerance how far ahead of it and of its ingest time it may say it happened
 */
public record LiteratureRules(InstantSource clock, Duration tolerance) {
  private static final int LONGEST_VECTOR = 1_024;
  private static final int MOST_MATERIALS = 1_000;
  // before the first learned journal; weights of any age are kept exactly, so age has an end
  private static final Instant OLDEST = Instant.parse("1665-01-01T00:00:00Z");

  /** The first rule that the document with this record key breaks, or empty. */
  public Optional<Refusal> check(String key, LiteratureEmbedded document) {
    try {
      Rules.requireMeta(document.getMeta(), clock.instant(), tolerance);
      Rules.requireName("documentId", document.getDocumentId());
      Rules.requireKey(key, "documentId", document.getDocumentId());
      Rules.requireName("model", document.getModel());
      if (document.getMeta().getOccurredAt().isBefore(OLDEST)) {
        throw Rules.invalid("meta.occurredAt", "is before 1665");
      }
      requireVector(document.getVector());
      if (document.getMaterials().size() > MOST_MATERIALS) {
        throw Rules.invalid(
            "materials",
            "has " + document.getMaterials().size() + " entries, more than " + MOST_MATERIALS);
      }
      candidateIds(document);
      Rules.requireQuantities("conditions", document.getConditions());
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.refusal());
    }
  }

  /** Ids of the candidates that a document which satisfies the rules mentions, in order. */
  public static SortedSet<String> candidateIds(LiteratureEmbedded document) {
    SortedSet<String> ids = new TreeSet<>();
    List<String> formulas = document.getMaterials();
    for (int i = 0; i < formulas.size(); i++) {
      String field = "materials[" + i + "]";
      Rules.requireName(field, formulas.get(i));
      try {
        Composition composition = Composition.parse(formulas.get(i));
        ids.add(ContentHash.candidateId(Optional.of(composition), Map.of(), Optional.empty()));
      } catch (MaterialException e) {
        throw Rules.invalid(field, e.reason());
      } catch (IllegalArgumentException e) {
        throw Rules.invalid(field, String.valueOf(e.getMessage()));
      }
    }
    return ids;
  }

  private static void requireVector(List<Float> vector) {
    if (vector.isEmpty() || vector.size() > LONGEST_VECTOR) {
      throw Rules.invalid(
          "vector", "must have 1 to " + LONGEST_VECTOR + " numbers but has " + vector.size());
    }
    for (int i = 0; i < vector.size(); i++) {
      if (!Float.isFinite(vector.get(i))) {
        throw Rules.refused(
            Refusal.Code.NOT_FINITE, "vector[" + i + "]", "must be finite but is " + vector.get(i));
      }
    }
  }
}
