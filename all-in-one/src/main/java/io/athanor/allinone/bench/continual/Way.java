package io.athanor.allinone.bench.continual;

import io.athanor.inference.continual.RefreshOptions;
import java.util.Optional;

/** How the trunk is kept up with the stream. */
enum Way {
  /** As the engine does it, from an empty memory: the shipped model answers for its old task. */
  USUAL("as the engine does it", Optional.of(RefreshOptions.USUAL), false),
  /** With labelled rows of what the model was trained on, which no engine starts with. */
  CORPUS(
      "corpus replayed",
      Optional.of(RefreshOptions.USUAL.withElasticity(30).withDistillation(0)),
      true),
  REPLAY_AND_ELASTIC(
      "replay + elastic",
      Optional.of(RefreshOptions.USUAL.withElasticity(30).withDistillation(0)),
      false),
  NAIVE(
      "naive fine-tuning",
      Optional.of(RefreshOptions.USUAL.withReplay(false).withElasticity(0).withDistillation(0)),
      false),
  /** The shipped trunk for ever, under the exact head. */
  FROZEN("frozen trunk", Optional.empty(), false);

  private final String words;
  private final Optional<RefreshOptions> options;
  private final boolean corpus;

  Way(String words, Optional<RefreshOptions> options, boolean corpus) {
    this.words = words;
    this.options = options;
    this.corpus = corpus;
  }

  /** For people and reports. */
  String words() {
    return words;
  }

  /** How it refreshes; empty where it does not. */
  Optional<RefreshOptions> options() {
    return options;
  }

  /** Whether its memory begins with labelled rows of the old task. */
  boolean hasCorpus() {
    return corpus;
  }
}
