/** A learned generator: structures decoded from points of the latent space. */
package io.athanor.inference.generative;
