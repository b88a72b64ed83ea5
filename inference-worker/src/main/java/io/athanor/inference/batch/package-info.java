/** Micro-batching with a bounded queue. Pure: no Kafka, no TensorFlow. */
package io.athanor.inference.batch;
