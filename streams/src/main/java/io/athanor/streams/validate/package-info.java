/** Everything an event must satisfy before perception believes it; pure. */
package io.athanor.streams.validate;
