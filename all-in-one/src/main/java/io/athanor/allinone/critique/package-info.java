/** Puts the critic to the test: what it must stop, and what it must let pass. */
package io.athanor.allinone.critique;
