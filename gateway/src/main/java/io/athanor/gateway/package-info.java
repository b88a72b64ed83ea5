/** The only door: HTTP to events and events to HTTP. */
package io.athanor.gateway;
