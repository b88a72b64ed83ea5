package io.athanor.inference.generative;

/**
 * A known structure with its place in the latent space.
 *
 * @param latent standardised embedding; not copied
 * @param sketch the structure
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
public record Example(float[] latent, Sketch sketch) {}
