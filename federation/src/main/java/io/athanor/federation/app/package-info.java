/** The application at a site: its own log on one side, the hub on the other. */
package io.athanor.federation.app;
