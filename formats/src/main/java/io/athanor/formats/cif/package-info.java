/** The Crystallographic Information File: structures with their symmetry applied. */
package io.athanor.formats.cif;
