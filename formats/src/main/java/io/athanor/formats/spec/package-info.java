/** SPEC, the control software of beamlines. */
package io.athanor.formats.spec;
