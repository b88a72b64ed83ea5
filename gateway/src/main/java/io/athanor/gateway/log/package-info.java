/** The event log as the gateway needs it: append with acknowledgement, and follow. */
package io.athanor.gateway.log;
