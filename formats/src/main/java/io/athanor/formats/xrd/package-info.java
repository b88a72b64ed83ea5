/** Powder diffractometers: XRDML, RASX, count lists, lists of patterns. */
package io.athanor.formats.xrd;
