/** A small HTTP client of the public door. */
package io.athanor.allinone.client;
