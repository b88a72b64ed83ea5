/** What an optical spectrum says: band gaps. */
package io.athanor.materials.spectra;
