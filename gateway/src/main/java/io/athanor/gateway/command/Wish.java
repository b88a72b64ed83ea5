package io.athanor.gateway.command;

import io.athanor.gateway.security.Identity;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * A wish for work: of one campaign, or of whatever is offered to one instrument.
 *
 * @param worker who asks
 * @param max how many leases at most, resumed ones included
 * @param patience how long for the first
 * @param resume whether what the worker already holds comes first
 * @param campaignId the campaign; empty for any
 * @param instrumentId where it is to be done; empty where the worker does not say
 * @param caller who asks, as the door made sure of it
 */
record Wish(
    String worker,
    int max,
    Duration patience,
    boolean resume,
    Optional<String> campaignId,
    Optional<String> instrumentId,
    Identity caller) {
  private static final double MILLIS = 1000;

  /** Checks that it says where. */
  Wish {
    if (campaignId.isEmpty() && instrumentId.isEmpty()) {
      throw new IllegalArgumentException("wish.campaignId names neither campaign nor instrument");
    }
    if (max < 1) {
      throw new IllegalArgumentException("wish.max " + max + " is not positive");
    }
  }

  /** Of a campaign: only new work, unless the body says otherwise. */
  static Wish ofCampaign(String campaignId, JsonObject json, Identity caller) {
    return new Wish(
        json.getString("worker"),
        json.getNumber("max", 1).intValue(),
        patience(json),
        json.getBoolean("resume", false),
        Optional.of(campaignId),
        Optional.ofNullable(json.getString("instrumentId")),
        caller);
  }

  /** Of a campaign by whoever asks and tells: what it already has comes first. */
  static Wish asked(String campaignId, JsonObject json, Identity caller) {
    return new Wish(
        json.getString("worker"),
        json.getNumber("n", 1).intValue(),
        patience(json),
        json.getBoolean("resume", true),
        Optional.of(campaignId),
        Optional.empty(),
        caller);
  }

  /** Of an instrument: what the worker already has there comes first. */
  static Wish ofInstrument(String instrumentId, JsonObject json, Identity caller) {
    return new Wish(
        json.getString("worker"),
        json.getNumber("max", 1).intValue(),
        patience(json),
        json.getBoolean("resume", true),
        Optional.empty(),
        Optional.of(instrumentId),
        caller);
  }

  private static Duration patience(JsonObject json) {
    return Duration.ofMillis((long) (json.getNumber("waitSeconds", 0).doubleValue() * MILLIS));
  }
}
