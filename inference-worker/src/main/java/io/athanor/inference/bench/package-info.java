/** Benchmarks of the model on published data sets, with their foils and intervals. */
package io.athanor.inference.bench;
