/** What the log says of materials, models, the fleet and dead letters, and its stream of events. */
package io.athanor.gateway.room;
