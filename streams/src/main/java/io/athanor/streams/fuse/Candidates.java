package io.athanor.streams.fuse;

import io.athanor.event.Candidate;
import java.util.TreeMap;

/** Candidates in the form that has one spelling. */
final class Candidates {
  private Candidates() {}

  /** The candidate with its maps in order of key: Avro writes them in any. */
  static Candidate canonical(Candidate candidate) {
    return new Candidate(
        candidate.getCandidateId(),
        candidate.getFormula(),
        candidate.getCrystal(),
        new TreeMap<>(candidate.getParameters()),
        new TreeMap<>(candidate.getLabels()));
  }

  /** Whether one comes first by its text: of two spellings of one material one must be kept. */
  static boolean precedes(Candidate one, Candidate other) {
    return other == null || String.valueOf(one).compareTo(String.valueOf(other)) < 0;
  }
}
