/**
 * The conformance harness: orders of every wrong kind against a bridge, and an oracle at the device
 * that judges what was carried out. The oracle shares no code with the envelope: it reads the
 * contract, converts units and computes rules by itself.
 */
package io.athanor.bridge.conformance;
