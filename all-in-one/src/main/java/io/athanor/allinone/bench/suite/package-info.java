/** All benchmarks side by side: one page, one report, and a baseline that the build holds. */
package io.athanor.allinone.bench.suite;
