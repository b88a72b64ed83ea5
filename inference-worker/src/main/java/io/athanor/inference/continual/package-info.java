/** Continual learning: the trunk refreshed from the log, without forgetting what it knew. */
package io.athanor.inference.continual;
