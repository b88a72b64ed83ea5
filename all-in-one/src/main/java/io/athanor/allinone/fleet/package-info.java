/**
 * Hundreds of simulated instruments that work through the public door as robots would, the faults
 * they meet, and the books that say afterwards whether each step was actuated once and nothing was
 * lost.
 */
package io.athanor.allinone.fleet;
