/** Numerical tools of the planner: normal distribution, seeds, joint draws, optimisation. */
package io.athanor.acquisition.planner.numeric;
