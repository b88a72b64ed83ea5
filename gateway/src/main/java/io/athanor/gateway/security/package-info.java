/** Who speaks at the door, what it may do, whose it is, and the record of it. */
package io.athanor.gateway.security;
