package io.athanor.inference.worker;

import java.util.Optional;

/**
 * Which model ought to serve, from two sources: what the store releases and what the log announces.
 * The one that changed last counts. Pure state, for one thread.
 */
final class WantedModel {
  private String serving;
  private String released;
  private String wanted;
  private boolean fromStore;
  private boolean complained;

  /**
   * Starts content.
   *
   * @param serving digest of what serves, and what the store releases
   */
  WantedModel(String serving) {
    this.serving = serving;
    this.released = serving;
    this.wanted = serving;
  }

  /** What the store releases now. Only a change counts. */
  void released(String digest) {
    if (!digest.equals(released)) {
      released = digest;
      want(digest, true);
    }
  }

  /** The log announces a model. */
  void announced(String digest) {
    want(digest, false);
  }

  /** The digest to open, if it is another than what serves. */
  Optional<String> due() {
    return wanted.equals(serving) ? Optional.empty() : Optional.of(wanted);
  }

  /**
   * It serves now.
   *
   * @return whether others are to be told: not where the log said so
   */
  boolean serves(String digest) {
    serving = digest;
    return fromStore;
  }

  /** It could not be opened; says whether that is new. It stays due: its files may still come. */
  boolean refused() {
    boolean first = !complained;
    complained = true;
    return first;
  }

  private void want(String digest, boolean store) {
    if (!digest.equals(wanted)) {
      wanted = digest;
      fromStore = store;
      complained = false;
    }
  }
}
