/**
 * Which experiment next: posteriors, acquisition functions and batch selection as plain functions
 * over records. No Kafka, no Avro, no clock; every random choice comes from an explicit seed and
 * {@link java.lang.StrictMath} stands in for {@link java.lang.Math} wherever the two may differ, so
 * a decision can be derived again bit by bit on another machine.
 */
package io.athanor.acquisition.planner;
