/** Perception: the application that turns raw readings into observations and fused materials. */
package io.athanor.streams;
