/** Lattices, crystals and their periodic neighbour lists. */
package io.athanor.materials.crystal;
