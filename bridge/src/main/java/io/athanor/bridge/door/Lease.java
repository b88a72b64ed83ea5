package io.athanor.bridge.door;

import io.athanor.schemas.signing.SignedOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * A lease as the door says it.
 *
 * @param experimentId what was leased
 * @param campaignId of which campaign
 * @param epoch fencing number
 * @param step 0-based step of the recipe
 * @param running whether the permission to actuate was given already
 * @param expiresAt the lease is over then unless renewed
 * @param signed the order; empty where the door has none
 */
public record Lease(
    String experimentId,
    String campaignId,
    int epoch,
    int step,
    boolean running,
    Instant expiresAt,
    Optional<SignedOrder> signed) {}
