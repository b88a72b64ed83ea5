/**
 * An independent look at a proposal before it is offered: it knows physics, chemistry and hazards,
 * and nothing of the planner or the model that made the proposal.
 */
package io.athanor.acquisition.critic;
