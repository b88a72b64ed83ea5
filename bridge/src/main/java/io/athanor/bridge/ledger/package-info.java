/** The bridge's own durable note of what was carried out. */
package io.athanor.bridge.ledger;
