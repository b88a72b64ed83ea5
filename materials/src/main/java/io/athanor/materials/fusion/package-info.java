/** How values of one property become one: replicates, sources, instruments, computations; pure. */
package io.athanor.materials.fusion;
