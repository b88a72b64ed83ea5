package io.athanor.allinone.bench.continual;

import io.athanor.inference.continual.RefreshOptions;
import java.util.Optional;

/** How the trunk is kept up with the stream. */
enum Way {
  /** As the engine does it. */
  REPLAY_AND_ELASTIC("replay + elastic", Optional.of(RefreshOptions.USUAL)),
  NAIVE("naive fine-tuning", Optional.of(RefreshOptions.USUAL.withReplay(false).withElasticity(0))),
  REPLAY("replay only", Optional.of(RefreshOptions.USUAL.withElasticity(0))),
  ELASTIC("elastic only", Optional.of(RefreshOptions.USUAL.withReplay(false))),
  /** The shipped trunk for ever, under the exact head. */
  FROZEN("frozen trunk", Optional.empty());

  private final String words;
  private final Optional<RefreshOptions> options;

  Way(String words, Optional<RefreshOptions> options) {
    this.words = words;
    this.options = options;
  }

  /** For people and reports. */
  String words() {
    return words;
  }

  /** How it refreshes; empty where it does not. */
  Optional<RefreshOptions> options() {
    return options;
  }
}
