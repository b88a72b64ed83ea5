/** Relaxes crystals by the network's own gradient of the formation energy. */
package io.athanor.inference.relax;
