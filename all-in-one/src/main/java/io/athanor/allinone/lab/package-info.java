/** The virtual laboratory: perovskite physics, instruments, robots and the demonstration. */
package io.athanor.allinone.lab;
