/** The seam between files and Avro: what a file says as the events that every door writes. */
package io.athanor.gateway.file;
