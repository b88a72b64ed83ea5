/** The Kafka Streams shell around the rules: where records come from, go to and are remembered. */
package io.athanor.streams.topology;
