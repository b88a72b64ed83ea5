/** Documents of the bluesky event model (blueskyproject.io/event-model), from files or live. */
package io.athanor.formats.bluesky;
