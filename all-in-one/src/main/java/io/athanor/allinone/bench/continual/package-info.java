/** {@code athanor bench continual}: learning on, and what it costs of what was known. */
package io.athanor.allinone.bench.continual;
