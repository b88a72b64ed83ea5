/** What a micrograph says of a microstructure: lengths, fractions, texture; pure. */
package io.athanor.materials.imaging;
