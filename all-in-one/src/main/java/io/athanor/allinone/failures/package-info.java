/** Puts the diagnosis of failures to the test against a laboratory whose faults are known. */
package io.athanor.allinone.failures;
