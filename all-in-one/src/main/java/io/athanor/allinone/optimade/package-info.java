/** Imports structures from an OPTIMADE provider over HTTP, page by page. */
package io.athanor.allinone.optimade;
