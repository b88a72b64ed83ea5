/** What a bridge decides, as pure functions of an order, the ledger's state and the time. */
package io.athanor.bridge.core;
