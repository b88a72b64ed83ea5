/** What a powder pattern says: reflections and lattice parameters. */
package io.athanor.materials.diffraction;
