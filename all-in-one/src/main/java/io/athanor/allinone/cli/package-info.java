/** The command line. */
package io.athanor.allinone.cli;
