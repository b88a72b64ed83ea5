package io.athanor.streams.topology;

import java.time.Instant;

/**
 * A record as it lay in the log: what a dead letter must be able to repeat.
 *
 * @param topic topic
 * @param partition partition
 * @param offset offset
 * @param timestamp record timestamp
 * @param key key, verbatim; null where there is none
 * @param value value, verbatim; null where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record Original(
    String topic, int partition, long offset, Instant timestamp, byte[] key, byte[] value) {}
