/**
 * What an experiment at each candidate is worth: acquisition functions, from expected improvement
 * to hypervolume, as pure functions of a {@link io.athanor.acquisition.planner.acquisition.View}.
 */
package io.athanor.acquisition.planner.acquisition;
