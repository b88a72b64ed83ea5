/** Benchmarks from the command line. */
package io.athanor.allinone.bench;
