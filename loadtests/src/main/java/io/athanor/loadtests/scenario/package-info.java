/** The scenarios: what is sent, what must come back. */
package io.athanor.loadtests.scenario;
