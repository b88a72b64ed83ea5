/** From what an instrument said to properties of a material; pure. */
package io.athanor.streams.derive;
