/** Load scenarios, numbered, the first of them a baseline. */
package io.athanor.loadtests;
