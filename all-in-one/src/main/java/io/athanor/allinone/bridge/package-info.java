/** Commands of the bridge at a robot. */
package io.athanor.allinone.bridge;
