/** The few numerical tools that the measurements share. */
package io.athanor.materials.numeric;
