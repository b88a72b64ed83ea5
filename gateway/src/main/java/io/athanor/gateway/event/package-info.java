/** The seam between JSON and Avro: one mapper per event, both ways. */
package io.athanor.gateway.event;
