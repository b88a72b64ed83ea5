/** What callers may ask to be done: each command appends events and waits for the log's answer. */
package io.athanor.gateway.command;
