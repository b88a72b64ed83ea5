package io.athanor.gateway.log;

/** Where a record lies. */
public record Position(String topic, int partition, long offset) {}
