/** Robots, as a bridge sees them. */
package io.athanor.bridge.device;
