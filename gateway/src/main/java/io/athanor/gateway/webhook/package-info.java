/** Tells addresses outside about events: signed, in order, again until they have it. */
package io.athanor.gateway.webhook;
