/** {@code athanor invent}: inverse design offline, from a goal in a file to a report. */
package io.athanor.allinone.invent;
