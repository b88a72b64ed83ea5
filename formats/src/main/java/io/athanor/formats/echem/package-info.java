/** Potentiostats. */
package io.athanor.formats.echem;
