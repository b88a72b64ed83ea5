/** Open-loop load: the schedule does not wait for the system. */
package io.athanor.loadtests.driver;
