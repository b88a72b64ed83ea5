/** A measured data set plays the laboratory. */
package io.athanor.allinone.replay;
