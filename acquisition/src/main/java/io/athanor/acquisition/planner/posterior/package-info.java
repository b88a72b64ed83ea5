/** What is believed of every candidate: Gaussian processes and Bayesian linear models. */
package io.athanor.acquisition.planner.posterior;
