/** What the robot's owner allows, whoever orders it. Pure. */
package io.athanor.bridge.envelope;
