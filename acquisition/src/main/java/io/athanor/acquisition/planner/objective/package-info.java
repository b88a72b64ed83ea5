/** What better means, and how outcomes are prepared for a model. */
package io.athanor.acquisition.planner.objective;
