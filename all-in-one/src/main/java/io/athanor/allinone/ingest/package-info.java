/** {@code athanor ingest}: files of instruments as events, printed or sent to a door. */
package io.athanor.allinone.ingest;
