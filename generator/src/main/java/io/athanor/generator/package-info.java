/**
 * Inverse design: from a goal to crystals that may meet it. Pure: no clock, no files, seeds are
 * inputs, and the same question has the same answer.
 */
package io.athanor.generator;
