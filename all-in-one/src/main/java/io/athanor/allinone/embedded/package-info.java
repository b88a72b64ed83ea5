/**
 * A real Kafka broker and a schema registry inside this process, for a laboratory of one machine.
 */
package io.athanor.allinone.embedded;
