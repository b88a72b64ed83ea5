package io.athanor.inference.serving;

import io.athanor.inference.model.MaterialPrediction;

/** What became of one graph. */
public sealed interface Verdict {

  /** It was scored. */
  record Scored(MaterialPrediction prediction) implements Verdict {}

  /** The model has no finite answer to it. */
  record Refused(String reason) implements Verdict {}
}
