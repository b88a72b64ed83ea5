package io.athanor.gateway.view;

import io.athanor.gateway.log.Position;
import org.apache.avro.specific.SpecificRecord;

/**
 * One thing that happened in a campaign: a proposal, a step that holds, an observation, a decision,
 * a grant, a diagnosis; or a stop, which may be of somebody else's.
 */
public record FeedItem(Position position, SpecificRecord event) {}
