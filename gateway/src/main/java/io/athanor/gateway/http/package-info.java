/** HTTP, server-sent events and the browser page on Vert.x. */
package io.athanor.gateway.http;
