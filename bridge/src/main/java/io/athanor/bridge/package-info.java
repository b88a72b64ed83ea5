/** The process beside a robot. */
package io.athanor.bridge;
