/** {@code athanor train}. */
package io.athanor.allinone.train;
