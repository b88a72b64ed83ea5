/**
 * The campaign aggregate in its Kafka Streams shell: decode, fold, keep the journal, decide,
 * publish.
 */
package io.athanor.acquisition.topology;
