/** A watched folder: files that instruments leave there become events, each content once. */
package io.athanor.gateway.folder;
