/** How candidates are found: substitution, evolution, repair, lattices, and what to keep. */
package io.athanor.generator.search;
