/** CloudEvents 1.0 over HTTP: the same events with the same ids as by the REST door. */
package io.athanor.gateway.cloudevents;
