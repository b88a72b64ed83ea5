/** What suits a problem where the policy leaves it to the planner. */
package io.athanor.acquisition.planner.auto;
