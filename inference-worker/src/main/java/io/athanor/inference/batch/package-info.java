/** Micro-batching with a bounded queue, by count and by weight. Pure: no Kafka, no TensorFlow. */
package io.athanor.inference.batch;
