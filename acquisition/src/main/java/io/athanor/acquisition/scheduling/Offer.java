package io.athanor.acquisition.scheduling;

import java.time.Instant;

/**
 * A step for an instrument.
 *
 * @param campaignId the campaign
 * @param experimentId the experiment
 * @param instrumentId where
 * @param step 0-based step of the recipe
 * @param epoch last lease epoch of the experiment
 * @param at when it is offered
 * @param again whether it had been offered elsewhere
 */
public record Offer(
    String campaignId,
    String experimentId,
    String instrumentId,
    int step,
    int epoch,
    Instant at,
    boolean again)
    implements Move {}
