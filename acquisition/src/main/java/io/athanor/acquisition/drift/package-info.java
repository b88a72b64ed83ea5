/**
 * Whether forecasts still fit what is measured, and what moved where they do not. Pure: no Kafka,
 * no Avro, no clock.
 */
package io.athanor.acquisition.drift;
