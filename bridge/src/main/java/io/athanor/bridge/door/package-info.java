/** The way to and from the door. */
package io.athanor.bridge.door;
