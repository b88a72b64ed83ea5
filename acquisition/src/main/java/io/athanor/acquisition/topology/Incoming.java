package io.athanor.acquisition.topology;

/**
 * Bytes on their way to a campaign.
 *
 * @param origin where they lay
 * @param key the record's key, verbatim
 * @param value the record's value, verbatim
 */
record Incoming(Origin origin, byte[] key, byte[] value) {}
