/**
 * What else is known of a material than its structure: powder patterns and literature vectors, as
 * inputs of the network's latent space, and how well one modality finds the other.
 */
package io.athanor.inference.modality;
