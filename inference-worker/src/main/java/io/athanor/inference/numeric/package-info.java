/** Numerical methods that more than one part of the room needs. */
package io.athanor.inference.numeric;
