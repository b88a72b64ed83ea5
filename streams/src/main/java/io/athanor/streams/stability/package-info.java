/** What the log says of energies, and what follows for the stability of candidates; pure. */
package io.athanor.streams.stability;
