/** The law of schema evolution, and what holds the events to it. */
package io.athanor.schemas.law;
