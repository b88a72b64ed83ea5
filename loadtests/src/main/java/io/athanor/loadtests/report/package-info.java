/** What a run writes down. */
package io.athanor.loadtests.report;
