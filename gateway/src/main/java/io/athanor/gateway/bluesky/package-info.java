/**
 * Documents of the bluesky event model, verbatim: kept in the log as they come, folded into runs,
 * and reported as readings when a run is complete or was silent for too long.
 */
package io.athanor.gateway.bluesky;
