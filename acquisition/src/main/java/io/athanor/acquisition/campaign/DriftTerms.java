package io.athanor.acquisition.campaign;

import java.util.Objects;
import java.util.Optional;

/**
 * What a campaign does when outcomes are no longer what they were.
 *
 * @param forget whether outcomes of before a change count less
 * @param factor weight of an outcome of before the change beside one of after it, in (0, 1]
 * @param referenceCandidateId candidate that is measured again to see whether the instrument moved;
 *     empty: the one measured most often, else the first
 */
public record DriftTerms(boolean forget, double factor, Optional<String> referenceCandidateId) {
  /** Checks the numbers. */
  public DriftTerms {
    Objects.requireNonNull(referenceCandidateId, "drift.referenceCandidateId");
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("drift.factor must be in (0, 1], was " + factor);
    }
    if (referenceCandidateId.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("drift.referenceCandidateId must not be blank");
    }
  }
}
