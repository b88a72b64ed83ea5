/**
 * Actuation orders: what a robot is told to do, as canonical bytes under an Ed25519 signature. See
 * docs/adr/0022.
 */
package io.athanor.schemas.signing;
