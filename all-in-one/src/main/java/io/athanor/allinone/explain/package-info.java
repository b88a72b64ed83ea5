/** Deriving a proposal again from the log. */
package io.athanor.allinone.explain;
