/**
 * A campaign as it leaves: its experiments as a table, and all that happened in it as provenance.
 */
package io.athanor.gateway.export;
