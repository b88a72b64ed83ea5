/**
 * Intervals that keep their word on the campaign's own stream: online conformal repair and the
 * count of what was covered. Pure functions over records; no Kafka, no Avro, no clock.
 */
package io.athanor.acquisition.conformal;
