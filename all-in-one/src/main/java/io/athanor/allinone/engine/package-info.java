/** The whole engine in one process: its parts, started in order and closed in reverse. */
package io.athanor.allinone.engine;
