/** Versions of a model side by side: held against each other, rolled out, or rolled back. */
package io.athanor.inference.rollout;
