/** What a caller is told when something is wrong (RFC 9457). */
package io.athanor.gateway.problem;
