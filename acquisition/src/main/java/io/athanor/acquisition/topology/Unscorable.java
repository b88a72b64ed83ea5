package io.athanor.acquisition.topology;

import io.athanor.event.DeadLetter;
import io.athanor.event.PredictionRequested;
import io.athanor.schemas.serde.UndecodableException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the inference worker's dead letters: a candidate the model cannot score must not hold its
 * campaign up for ever.
 */
final class Unscorable {
  private static final String CODE = "not-scorable";

  private Unscorable() {}

  /**
   * The request that was refused because its candidate cannot be scored, if that is what the letter
   * says.
   */
  static Optional<PredictionRequested> request(EventCodecs codecs, DeadLetter letter) {
    if (!letter.getCode().equals(CODE) || letter.getValue() == null) {
      return Optional.empty();
    }
    byte[] original = new byte[letter.getValue().remaining()];
    letter.getValue().duplicate().get(original);
    try {
      return Optional.of(codecs.request.decode(original));
    } catch (UndecodableException e) {
      // the letter itself is sound; what it encloses was refused for good reason
      return Optional.empty();
    }
  }

  /** Campaigns that wait for a score which will not come. */
  static List<String> campaigns(EventCodecs codecs, byte[] letter) {
    return request(codecs, codecs.deadLetter.decode(letter))
        .map(PredictionRequested::getCampaignIds)
        .orElse(List.of());
  }
}
