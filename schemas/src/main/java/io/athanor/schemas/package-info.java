/** What all rooms share: events, topics, serdes, settings and the protocol of an experiment. */
package io.athanor.schemas;
