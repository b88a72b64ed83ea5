/**
 * Pure domain of materials: compositions, crystals, units and quantities. No I/O, no Kafka, no
 * Avro.
 */
package io.athanor.materials;
