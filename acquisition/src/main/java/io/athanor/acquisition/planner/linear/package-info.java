/** The linear head at scale: exact posteriors over millions of candidates, one pass per event. */
package io.athanor.acquisition.planner.linear;
