/** {@code athanor bench inverse}: what inverse design is worth, part by part. */
package io.athanor.allinone.bench.inverse;
