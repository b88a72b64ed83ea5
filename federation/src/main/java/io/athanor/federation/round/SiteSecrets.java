package io.athanor.federation.round;

import io.athanor.federation.sum.Hkdf;
import io.athanor.federation.sum.X25519;

/**
 * What a site keeps to itself in one round, derived from its master secret and the round's name: a
 * site that starts again is the same site.
 *
 * @param shareKey X25519 private key
 * @param maskKey X25519 private key
 * @param selfMask seed of its own mask
 * @param selfSplit seed of the sharing of that seed
 * @param maskSplit seed of the sharing of the mask key
 * @param noise seed of its noise
 */
record SiteSecrets(
    byte[] shareKey,
    byte[] maskKey,
    byte[] selfMask,
    byte[] selfSplit,
    byte[] maskSplit,
    byte[] noise) {

  static SiteSecrets of(byte[] master, String round) {
    return new SiteSecrets(
        Hkdf.derive(master, "share-key", round),
        Hkdf.derive(master, "mask-key", round),
        Hkdf.derive(master, "self-mask", round),
        Hkdf.derive(master, "self-split", round),
        Hkdf.derive(master, "mask-split", round),
        Hkdf.derive(master, "noise", round));
  }

  /** Key that seals what {@code from} says to {@code to}. */
  static byte[] sealing(byte[] mine, byte[] theirs, String round, String from, String to) {
    return Hkdf.derive(X25519.agree(mine, theirs), "share", round, from, to);
  }

  /** Seed of the mask of two sites, the same from both ends. */
  static byte[] pairwise(byte[] mine, byte[] theirs, String round, String one, String other) {
    boolean ordered = one.compareTo(other) < 0;
    return Hkdf.derive(
        X25519.agree(mine, theirs), "mask", round, ordered ? one : other, ordered ? other : one);
  }
}
