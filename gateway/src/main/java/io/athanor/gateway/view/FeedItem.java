package io.athanor.gateway.view;

import io.athanor.gateway.log.Position;
import org.apache.avro.specific.SpecificRecord;

/** One thing that happened in a campaign: a proposal, a step that holds, or an observation. */
public record FeedItem(Position position, SpecificRecord event) {}
