/**
 * MQTT: readings and the coming and going of instruments, by a server of our own and from a broker.
 */
package io.athanor.gateway.mqtt;
