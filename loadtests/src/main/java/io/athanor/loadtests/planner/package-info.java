/** The planner beside a peer, and a thousand campaigns at once. */
package io.athanor.loadtests.planner;
