package io.athanor.bridge.conformance;

import io.athanor.bridge.door.Lease;
import io.athanor.schemas.signing.ActuationOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * One offer to a bridge.
 *
 * @param kind what is wrong with it
 * @param lease the offer
 * @param truth what was truly ordered, if anybody ordered it
 * @param now what the robot's clock says
 * @param halted whether an emergency stop holds
 */
record Case(Kind kind, Lease lease, Optional<ActuationOrder> truth, Instant now, boolean halted) {}
