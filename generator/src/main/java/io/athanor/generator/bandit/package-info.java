/** Gives the budget to the generators whose inventions turned out well. */
package io.athanor.generator.bandit;
